{#
    Units, a decimal of six places, divided by a whole number and rounded once, to the nearest
    double: six times 0.4 over 6 reads 0.4, where a division of doubles gives 0.39999999999999997.
    NULL where the denominator is 0.
#}
{% macro divide_units(units, denominator) -%}
    {{ divide(whole_units(units, 6), 'cast(' ~ denominator ~ ' as hugeint) * 1000000') }}
{%- endmacro %}
