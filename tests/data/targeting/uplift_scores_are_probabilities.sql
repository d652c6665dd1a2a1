-- A score is two probabilities and their difference.
with scores as (
    select
        campaign_id,
        customer_id,
        probability_alone,
        probability_contacted,
        predicted_uplift
    from {{ ref('uplift_scores') }}
    union all
    select
        campaign_id,
        customer_id,
        probability_alone,
        probability_contacted,
        predicted_uplift
    from {{ ref('uplift_targets') }}
)

select * from scores
where
    coalesce(probability_alone not between 0 and 1, true)
    or coalesce(probability_contacted not between 0 and 1, true)
    or predicted_uplift is distinct from probability_contacted - probability_alone
