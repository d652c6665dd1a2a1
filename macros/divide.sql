{#
    A quotient as a double, NULL where the denominator is 0: the bare operator gives Infinity or
    NaN there, and neither raises.
#}
{% macro divide(numerator, denominator) -%}
    cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0)
{%- endmacro %}
