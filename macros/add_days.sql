{# A date that many days later; earlier when negative. #}
{% macro add_days(date, days) -%}
    ({{ date }} + {{ days }})
{%- endmacro %}
