{# The columns of propensity_features for facts about customers that hold or not. #}
{% macro propensity_fact_slots() -%}
    {{ return([
        'fact_1', 'fact_2', 'fact_3', 'fact_4', 'fact_5', 'fact_6', 'fact_7', 'fact_8', 'fact_9',
        'fact_10'
    ]) }}
{%- endmacro %}
