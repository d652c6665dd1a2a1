-- Ten parts of a campaign differ by one customer at most, and a higher one begins where the lower
-- one ends.
with deciles as (
    select
        *,
        treated_customers + control_customers as customers,
        lag(most_predicted_uplift) over (partition by campaign_id order by uplift_decile)
            as most_below
    from {{ ref('uplift_deciles') }}
),

sizes as (
    select
        *,
        min(customers) over (partition by campaign_id) as smallest,
        max(customers) over (partition by campaign_id) as largest
    from deciles
)

select
    campaign_id,
    uplift_decile,
    customers,
    smallest,
    largest,
    most_below,
    least_predicted_uplift,
    most_predicted_uplift
from sizes
where
    uplift_decile not between 1 and 10
    or largest - smallest > 1
    or least_predicted_uplift > most_predicted_uplift
    or least_predicted_uplift < most_below
