-- Every scored text of a buyer is of somebody who has stopped, in one stretch, or has stayed, and
-- the eight stretches are there as soon as there is a scored text.
with expected as (
    select count(*) as texts
    from {{ ref('interaction_sentiment') }} as sentiment
    inner join {{ ref('customer_value') }} as customer_value
        on sentiment.customer_id = customer_value.customer_id
    where sentiment.is_scored
),

counted as (
    select
        count(*) as stretches,
        coalesce(sum(stopped_texts), 0) + coalesce(max(stayed_texts), 0) as texts,
        count(distinct stayed_texts) as stayed_counts
    from {{ ref('mood_before_churn') }}
)

select
    counted.*,
    expected.texts as expected_texts
from counted
cross join expected
where
    counted.stretches <> case
        when exists (
            select 1
            from {{ ref('interaction_sentiment') }} as sentiment
            where sentiment.is_scored
        ) then 8
        else 0
    end
    or counted.stayed_counts > 1
    or counted.texts <> expected.texts
