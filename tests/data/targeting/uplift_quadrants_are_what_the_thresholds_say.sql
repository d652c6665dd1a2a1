-- A quadrant follows from the two probabilities, and an action from the quadrant and the gain.
with labelled as (
    select
        campaign_id,
        customer_id,
        probability_alone,
        predicted_uplift,
        quadrant,
        null as action,
        null as expected_gain
    from {{ ref('uplift_scores') }}
    union all
    select
        campaign_id,
        customer_id,
        probability_alone,
        predicted_uplift,
        quadrant,
        action,
        expected_gain
    from {{ ref('uplift_targets') }}
)

select
    labelled.*,
    campaigns.least_effect
from labelled
left join {{ ref('uplift_campaigns') }} as campaigns
    on labelled.campaign_id = campaigns.campaign_id
where
    (quadrant = 'persuadable') <> (predicted_uplift > least_effect)
    or (quadrant = 'sleeping dog') <> (predicted_uplift < -least_effect)
    or (quadrant = 'sure thing' and probability_alone < {{ var('uplift_sure_thing_probability_min') }})
    or (quadrant = 'lost cause' and probability_alone >= {{ var('uplift_sure_thing_probability_min') }})
    or (action = 'contact') <> (quadrant = 'persuadable' and coalesce(expected_gain > 0, true))
