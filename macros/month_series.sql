{#
    A relation with one row a month, in the column `month`: all months from the column `first` to
    the column `last` of a relation of one row, both first days of a month. No rows where either
    is NULL.
#}
{% macro month_series(bounds, first, last) -%}
    (
        select cast(series.month as date) as month
        from
            {{ bounds }} as bounds,
            generate_series(
                cast(bounds.{{ first }} as timestamp),
                cast(bounds.{{ last }} as timestamp),
                interval 1 month
            ) as series (month)
    )
{%- endmacro %}
