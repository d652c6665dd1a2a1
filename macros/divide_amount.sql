{#
    Money divided by a whole number and rounded once, to the nearest double, so that equal quotients
    are equal doubles and may be compared. NULL where the denominator is 0.
#}
{% macro divide_amount(amount, denominator) -%}
    {{ divide(whole_units(amount, 2), 'cast(' ~ denominator ~ ' as hugeint) * 100') }}
{%- endmacro %}
