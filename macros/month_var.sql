{# The month that a var names by its first day, as a date. Another day is an error, not rounded. #}
{% macro month_var(name) -%}
    {%- set month = var(name) | string -%}
    {%- set first_day = date_var(name) -%}
    {%- if not month.endswith('-01') -%}
        {{ exceptions.raise_compiler_error(
            "The var " ~ name ~ " is '" ~ month ~ "', which is not the first day of a month; "
            ~ "write it as in 2024-02-01"
        ) }}
    {%- endif -%}
    {{ first_day }}
{%- endmacro %}
