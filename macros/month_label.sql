{# A month as text, such as 2024-03. #}
{% macro month_label(date) -%}
    strftime({{ date }}, '%Y-%m')
{%- endmacro %}
