-- Every customer who wrote has one mood, made of all their texts: the mean times the scored texts
-- is the sum of the scores, and the last mood is of no earlier text than any other.
with texts as (
    select * from {{ ref('interaction_sentiment') }}
    where customer_id is not null
),

expected as (
    select
        customer_id,
        count(*) as interactions,
        count(sentiment_score) as scored_interactions,
        sum(sentiment_score) as total_score,
        max(case when sentiment_score is not null then created_at end) as last_scored_at,
        max(created_date) as last_interaction_date
    from texts
    group by customer_id
)

select
    expected.*,
    customer_mood.*
from expected
full outer join {{ ref('customer_mood') }} as customer_mood
    on expected.customer_id = customer_mood.customer_id
where
    expected.customer_id is null
    or customer_mood.customer_id is null
    or expected.interactions <> customer_mood.interactions
    or expected.scored_interactions <> customer_mood.scored_interactions
    or expected.last_interaction_date <> customer_mood.last_interaction_date
    or round(customer_mood.mood * expected.scored_interactions, 6)
    is distinct from cast(expected.total_score as double)
    or (
        expected.scored_interactions > 0
        and not exists (
            select 1
            from texts
            where
                texts.customer_id = expected.customer_id
                and texts.created_at = expected.last_scored_at
                and texts.sentiment_score = customer_mood.last_mood
        )
    )
