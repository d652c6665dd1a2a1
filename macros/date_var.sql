{# The day that a var names, as a date. What is no date, or lies so far off that it is a typo, is an #}
{# error as soon as the project is read. `written` is one day of a var that holds several. #}
{% macro date_var(name, written=none) -%}
    {%- set text = (var(name) if written is none else written) | string -%}
    {%- set digits = text[:4] ~ text[5:7] ~ text[8:] -%}
    {%- set year = text[:4] | int -%}
    {%- set month = text[5:7] | int -%}
    {%- set day = text[8:] | int -%}
    {%- set is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) -%}
    {%- set month_days = [31, 29 if is_leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] -%}
    {%- if (
        text | length != 10 or text[4:5] != '-' or text[7:8] != '-' or not digits.isdigit()
        or year < 1900 or year > 2199 or month < 1 or month > 12
        or day < 1 or day > month_days[month - 1]
    ) -%}
        {{ exceptions.raise_compiler_error(
            "The var " ~ name ~ " is '" ~ text ~ "', which is no day of the years 1900 to 2199; "
            ~ "write it as in 2024-02-29"
        ) }}
    {%- endif -%}
    {{ date_literal(text) }}
{%- endmacro %}
