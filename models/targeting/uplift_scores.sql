-- One row per customer of a campaign that could be modelled, with what the model says of them that
-- has not seen what they did. These scores judge the model; whom to contact next is in
-- uplift_targets.
with subjects_of_campaigns as (
    select
        population.campaign_id,
        population.customer_id,
        population.is_treated,
        population.is_responder,
        population.response_amount,
        population.features,
        population.fold,
        campaigns.least_effect
    from {{ ref('uplift_population') }} as population
    inner join {{ ref('uplift_campaigns') }} as campaigns
        on population.campaign_id = campaigns.campaign_id
    where
        campaigns.is_modelled
        and population.is_observed
),

scored as (
    select * from {{ uplift_scored('subjects_of_campaigns') }} as scored_subjects
),

final as (
    select
        campaign_id,
        customer_id,
        is_treated,
        is_responder,
        response_amount,
        fold,
        probability_alone,
        probability_contacted,
        predicted_uplift,
        cast(
            11 - ntile(10) over (
                partition by campaign_id
                order by predicted_uplift desc, customer_id
            ) as integer
        ) as uplift_decile,
        {{ uplift_quadrant() }} as quadrant
    from scored
)

select * from final
