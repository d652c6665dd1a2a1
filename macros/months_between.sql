{# Calendar months from the month of one date to the month of another; 0 within a month. #}
{% macro months_between(first, last) -%}
    cast(
        (extract(year from {{ last }}) - extract(year from {{ first }})) * 12
        + (extract(month from {{ last }}) - extract(month from {{ first }}))
        as integer
    )
{%- endmacro %}
