{# A date that many calendar months later; earlier when negative. #}
{% macro add_months(date, months) -%}
    cast({{ date }} + to_months({{ months }}) as date)
{%- endmacro %}
