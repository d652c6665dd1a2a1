{# The probability of a score in log odds, exact for large scores of either sign. #}
{% macro logistic(score) -%}
    1 / (1 + exp(-({{ score }})))
{%- endmacro %}
