-- By its formula the rule cannot list anybody with as many orders as it wants gaps, or fewer; they
-- are counted as unseen.
select
    risk.customer_id,
    risk.orders
from {{ ref('churn_risk') }} as risk
inner join {{ ref('churn_candidates') }} as candidates
    on risk.customer_id = candidates.customer_id
where
    risk.orders <= candidates.churn_gap_multiple
    or candidates.verdict <> 'listed'
