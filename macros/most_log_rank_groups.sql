{# The most groups of customers that are compared with one another. #}
{% macro most_log_rank_groups() -%}
    50
{%- endmacro %}
