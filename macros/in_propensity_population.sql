{#
    Whether an outcome can come about for a customer at a cut-off, by a row of propensity_features:
    anybody may buy; who has not dropped off may fall silent; who is in a volume tier below the
    highest may move up.
#}
{% macro in_propensity_population(outcome, features) -%}
    case {{ outcome }}
        when 'purchase' then true
        when 'churn' then {{ features }}.has_not_dropped_off
        when 'upgrade' then {{ features }}.tier_rank between 1 and 4
    end
{%- endmacro %}
