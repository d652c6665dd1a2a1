{#
    Money divided by a whole number and rounded once, to the nearest double, so that equal quotients
    are equal doubles and may be compared. NULL where the denominator is 0.
#}
{% macro divide_amount(amount, denominator) -%}
    {{ divide('cast(' ~ amount ~ ' * 100 as bigint)', denominator ~ ' * 100') }}
{%- endmacro %}
