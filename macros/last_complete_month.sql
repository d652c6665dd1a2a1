{# First day of the last month that has ended by a day; the month of that day if it ends it. #}
{% macro last_complete_month(date) -%}
    {{ add_months(month_start(add_days(date, 1)), -1) }}
{%- endmacro %}
