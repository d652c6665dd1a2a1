{# Text as it is compared: trimmed, in lower case. #}
{% macro comparable(text) -%}
    lower({{ trimmed(text) }})
{%- endmacro %}
