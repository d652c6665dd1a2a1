{# 1 where a condition holds, 0 where it does not or is unknown, as a double. #}
{% macro flag_value(condition) -%}
    case when {{ condition }} then cast(1 as double) else cast(0 as double) end
{%- endmacro %}
