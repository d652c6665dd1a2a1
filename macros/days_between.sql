{# Days from one date to another; 0 on the same day. #}
{% macro days_between(first, last) -%}
    cast({{ last }} - {{ first }} as integer)
{%- endmacro %}
