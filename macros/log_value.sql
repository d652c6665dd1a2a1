{# The logarithm of 1 + a count or an amount, as a double; 0 where it is unknown or below 0. #}
{% macro log_value(number) -%}
    ln(1.0 + greatest(coalesce(cast({{ number }} as double), 0.0), 0.0))
{%- endmacro %}
