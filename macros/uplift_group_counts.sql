{# What uplift_effect_columns needs, counted over rows of uplift_scores. #}
{% macro uplift_group_counts() -%}
    count(*) filter (where is_treated) as treated_customers,
    count(*) filter (where not is_treated) as control_customers,
    count(*) filter (where is_treated and is_responder) as treated_responders,
    count(*) filter (where not is_treated and is_responder) as control_responders,
    cast(sum({{ exact('predicted_uplift') }}) as double) as predicted_sum
{%- endmacro %}
