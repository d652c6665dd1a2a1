{# Whether a line of a category belongs to an order or a return, by the var order_scope. #}
{% macro in_order_scope(category) -%}
    {%- set scope = var('order_scope') -%}
    {%- if scope == 'all' -%}
        {{ category }} is not null
    {%- else -%}
        {{ category }} = 'consumable'
    {%- endif -%}
{%- endmacro %}
