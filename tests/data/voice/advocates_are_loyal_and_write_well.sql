-- Listed is who has loyal_orders, ordered within at_risk_days and wrote as the seed asks for in the
-- last advocate_days, and nobody of whom that holds is missing.
with written as (
    select
        sentiment.customer_id,
        avg(sentiment.sentiment_score) as mood,
        count(*) as texts,
        min(sentiment.sentiment_score) as worst_score
    from {{ ref('interaction_sentiment') }} as sentiment
    cross join {{ ref('as_of') }} as as_of
    cross join {{ voice_thresholds_in_force() }} as thresholds
    where
        sentiment.is_scored
        and sentiment.customer_id is not null
        and {{ days_between('sentiment.created_date', 'as_of.as_of_date') }}
        < thresholds.advocate_days
    group by sentiment.customer_id
),

ordered as (
    select
        orders.customer_id,
        count(*) as orders,
        max(orders.order_date) as last_order_date
    from {{ ref('orders') }} as orders
    group by orders.customer_id
),

expected as (
    select
        written.customer_id,
        written.mood
    from written
    inner join ordered on written.customer_id = ordered.customer_id
    inner join {{ ref('customer_mood') }} as customer_mood
        on written.customer_id = customer_mood.customer_id
    cross join {{ voice_thresholds_in_force() }} as thresholds
    cross join {{ ref('as_of') }} as as_of
    inner join {{ version_spans(ref('lifecycle_thresholds')) }} as lifecycle
        on as_of.as_of_date >= lifecycle.in_force_from
        and as_of.as_of_date < lifecycle.in_force_before
    where
        written.texts >= thresholds.advocate_least_texts
        and written.mood >= thresholds.advocate_least_mood
        and written.worst_score > -2
        and customer_mood.last_mood > 0
        and ordered.orders >= lifecycle.loyal_orders
        and {{ days_between('ordered.last_order_date', 'as_of.as_of_date') }}
        < lifecycle.at_risk_days
)

select
    expected.customer_id as expected_customer_id,
    listed.customer_id as listed_customer_id
from expected
full outer join {{ ref('advocates') }} as listed
    on
        expected.customer_id = listed.customer_id
        and round(expected.mood, 9) = round(listed.mood, 9)
where
    expected.customer_id is null
    or listed.customer_id is null
