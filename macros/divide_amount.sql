{# Money, a decimal of two places, divided by a whole number; NULL where that is 0. #}
{% macro divide_amount(amount, denominator) -%}
    {{ divide_whole(amount, 2, denominator) }}
{%- endmacro %}
