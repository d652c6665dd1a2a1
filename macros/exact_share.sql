{# The value of a var that is a share, as a decimal. #}
{% macro exact_share(name) -%}
    cast({{ var(name) }} as decimal(12, 9))
{%- endmacro %}
