{# The sum of a column over the rows of a group with a date among the last days up to a day. #}
{% macro sum_within_days(number, date, last_day, days) -%}
    sum(case when {{ date }} > {{ add_days(last_day, -days) }} then {{ number }} end)
{%- endmacro %}
