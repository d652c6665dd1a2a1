{# The weekday of a date: Monday is 1, Sunday is 7. #}
{% macro weekday(date) -%}
    cast(isodow({{ date }}) as integer)
{%- endmacro %}
