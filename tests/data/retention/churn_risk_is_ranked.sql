-- Ranks run from 1 without a hole, and the higher the rank, the more value at risk.
with ranked as (
    select
        *,
        lag(value_at_risk) over (order by risk_rank) as value_before,
        row_number() over (order by risk_rank) as place
    from {{ ref('churn_risk') }}
)

select
    customer_id,
    risk_rank,
    value_at_risk,
    value_before
from ranked
where
    risk_rank <> place
    or value_at_risk > value_before
    or {{ differs('value_at_risk', 'risk_score * cast(total_value as double)') }}
    or reason is null
