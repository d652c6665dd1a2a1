{# The columns of propensity_features for facts about customers that are numbers. #}
{% macro propensity_number_slots() -%}
    {{ return(['number_1', 'number_2']) }}
{%- endmacro %}
