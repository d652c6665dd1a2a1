-- Every text up to the as-of day by an eligible customer or by nobody is there, scored or not, and
-- no other.
with expected as (
    select
        interactions.interaction_id,
        interactions.customer_id,
        interactions.created_at
    from {{ ref('stg_interactions') }} as interactions
    cross join {{ ref('as_of') }} as as_of
    left join {{ ref('eligible_customers') }} as customers
        on interactions.customer_id = customers.customer_id
    where
        interactions.created_date <= as_of.as_of_date
        and (interactions.customer_id is null or customers.customer_id is not null)
)

select
    expected.interaction_id as expected_interaction_id,
    sentiment.interaction_id as found_interaction_id
from expected
full outer join {{ ref('interaction_sentiment') }} as sentiment
    on
        expected.interaction_id = sentiment.interaction_id
        and expected.customer_id is not distinct from sentiment.customer_id
        and expected.created_at = sentiment.created_at
where
    expected.interaction_id is null
    or sentiment.interaction_id is null
