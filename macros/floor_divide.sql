{# The whole part of a quotient of whole numbers that are not negative; exact, never a double. #}
{% macro floor_divide(numerator, denominator) -%}
    ({{ numerator }} // {{ denominator }})
{%- endmacro %}
