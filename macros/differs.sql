{#
    True where two numbers are further apart than rounding explains, a millionth of the larger one or
    of 1; for tests that compute a figure a second way. NULL where one of them is.
#}
{% macro differs(left, right) -%}
    abs({{ left }} - ({{ right }}))
    > 0.000001 * greatest(1, abs({{ left }}), abs({{ right }}))
{%- endmacro %}
