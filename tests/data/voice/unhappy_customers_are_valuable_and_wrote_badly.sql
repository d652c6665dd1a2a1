-- Listed is who spent as much as the upper part of the buyers, has a text of score -2 in the last
-- unhappy_days and no later one above 0, and nobody of whom that holds is missing; the first is who
-- has spent most.
with scored as (
    select
        sentiment.customer_id,
        sentiment.created_at,
        sentiment.sentiment_score
    from {{ ref('interaction_sentiment') }} as sentiment
    where sentiment.is_scored
),

values_of_buyers as (
    select
        customer_id,
        total_spend,
        rank() over (order by total_spend desc) as place,
        count(*) over () as buyers
    from {{ ref('customer_value') }}
    where total_spend is not null
),

badly as (
    select distinct bad.customer_id
    from scored as bad
    cross join {{ ref('as_of') }} as as_of
    cross join {{ voice_thresholds_in_force() }} as thresholds
    where
        bad.sentiment_score = -2
        and {{ days_between('cast(bad.created_at as date)', 'as_of.as_of_date') }}
        < thresholds.unhappy_days
        and not exists (
            select 1
            from scored as good
            where
                good.customer_id = bad.customer_id
                and good.sentiment_score > 0
                and good.created_at > bad.created_at
        )
),

expected as (
    select
        values_of_buyers.customer_id,
        values_of_buyers.total_spend
    from values_of_buyers
    inner join badly on values_of_buyers.customer_id = badly.customer_id
    cross join {{ voice_thresholds_in_force() }} as thresholds
    where values_of_buyers.place <= thresholds.valuable_share * values_of_buyers.buyers
),

ranked as (
    select
        *,
        row_number() over (order by total_spend desc, customer_id) as place
    from expected
)

select
    ranked.customer_id as expected_customer_id,
    listed.customer_id as listed_customer_id
from ranked
full outer join {{ ref('unhappy_customers') }} as listed
    on
        ranked.customer_id = listed.customer_id
        and ranked.place = listed.call_rank
where
    ranked.customer_id is null
    or listed.customer_id is null
