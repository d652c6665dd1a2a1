-- The curve begins with nobody and ends with the effect on everybody, where the straight line ends,
-- too; no order beats the perfect one.
with ends as (
    select
        campaign_id,
        min(customers) as least_customers,
        max(customers) as customers,
        max_by(incremental_responses, customers) as incremental_responses,
        max_by(incremental_responses_at_random, customers) as at_random,
        min_by(incremental_responses, customers) as at_start,
        count(distinct qini_coefficient) as coefficients,
        max(qini_coefficient) as qini_coefficient
    from {{ ref('uplift_qini') }}
    group by campaign_id
)

select
    ends.*,
    campaigns.treated_responders,
    campaigns.control_responders
from ends
inner join {{ ref('uplift_campaigns') }} as campaigns
    on ends.campaign_id = campaigns.campaign_id
where
    ends.least_customers <> 0
    or ends.at_start <> 0
    or ends.customers <> campaigns.treated_customers + campaigns.control_customers
    or abs(
        ends.incremental_responses - campaigns.treated_responders
        + campaigns.control_responders
        * {{ divide('campaigns.treated_customers', 'campaigns.control_customers') }}
    ) > 1e-6
    or abs(ends.incremental_responses - ends.at_random) > 1e-6
    or ends.coefficients > 1
    or ends.qini_coefficient > 1 + 1e-9
