{# Last day of the month of a date. #}
{% macro month_end(date) -%}
    last_day({{ date }})
{%- endmacro %}
