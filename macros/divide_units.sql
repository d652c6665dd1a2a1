{# Units, a decimal of six places, divided by a whole number; NULL where that is 0. #}
{% macro divide_units(units, denominator) -%}
    {{ divide_whole(units, 6, denominator) }}
{%- endmacro %}
