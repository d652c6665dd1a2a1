{#
    A date so many months later; from the last day of a month the last day of that month, so that
    the months ahead of a month's end are calendar months.
#}
{% macro months_ahead(date, months) -%}
    case
        when {{ date }} = {{ month_end(date) }} then {{ month_end(add_months(date, months)) }}
        else {{ add_months(date, months) }}
    end
{%- endmacro %}
