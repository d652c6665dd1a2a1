-- A gain is the margin that a contact brings less what it gives away and costs, and no more is
-- given away for nothing than in all.
select
    campaign_id,
    quadrant,
    incremental_margin,
    discount_cost,
    contact_cost,
    needless_discount,
    expected_gain
from {{ ref('uplift_quadrants') }}
where
    abs(expected_gain - incremental_margin + discount_cost + contact_cost)
    > 1e-6 * (1 + abs(incremental_margin) + discount_cost + contact_cost)
    or needless_discount > discount_cost * (1 + 1e-9)
