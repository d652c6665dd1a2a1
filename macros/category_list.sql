{# The product categories that a var lists, as the inside of an SQL `in (…)`; an empty list matches none. #}
{% macro category_list(name) -%}
    {%- set categories = var(name) -%}
    {%- if categories | length == 0 -%}
        ''
    {%- else -%}
        '{{ categories | join("', '") }}'
    {%- endif -%}
{%- endmacro %}
