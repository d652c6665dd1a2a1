{# A date written as text, such as the value of a var. #}
{% macro date_literal(text) -%}
    cast('{{ text }}' as date)
{%- endmacro %}
