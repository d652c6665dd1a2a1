{# How many rows of a group have a date among the last days up to and with a day. #}
{% macro count_within_days(date, last_day, days) -%}
    count(case when {{ date }} > {{ add_days(last_day, -days) }} then 1 end)
{%- endmacro %}
