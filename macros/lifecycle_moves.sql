{#
    A query with one row a pair of stages: the customers of a report month who are in the one stage
    and would be in the other under the thresholds given. Who was Dropped Off at the month's start
    is taken from the build.
#}
{% macro lifecycle_moves(
    month, at_risk_days, drop_off_days, loyal_orders, ticket_decline
) -%}
select
    lifecycle_stage as current_stage,
    {{ lifecycle_stage(
        'days_since_last_order',
        "(orders > 0 and previous_stage = 'Dropped Off')",
        'thresholds'
    ) }} as proposed_stage,
    count(*) as customers
from {{ ref('customer_lifecycle') }}
cross join (
    select
        cast({{ at_risk_days }} as integer) as at_risk_days,
        cast({{ drop_off_days }} as integer) as drop_off_days,
        cast({{ loyal_orders }} as integer) as loyal_orders,
        cast({{ ticket_decline }} as decimal(5, 4)) as declining_from
) as thresholds
where report_month = {{ month }}
group by current_stage, proposed_stage
{%- endmacro %}
