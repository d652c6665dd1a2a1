{# The language of a code without its region: en of en-GB and en_us. #}
{% macro language_code(language) -%}
    split_part(replace({{ language }}, '_', '-'), '-', 1)
{%- endmacro %}
