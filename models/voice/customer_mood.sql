-- One row per customer who wrote up to the as-of day, with the mood of what they wrote.
with texts as (
    select * from {{ ref('interaction_sentiment') }}
    where customer_id is not null
),

final as (
    select
        customer_id,
        cast(count(*) as integer) as interactions,
        cast(count(sentiment_score) as integer) as scored_interactions,
        {{ divide('sum(sentiment_score)', 'count(sentiment_score)') }} as mood,
        max_by(sentiment_score, (created_at, interaction_id))
            filter (where sentiment_score is not null) as last_mood,
        min(sentiment_score) as worst_mood,
        cast(count(case when sentiment_score = -2 then 1 end) as integer)
            as very_negative_interactions,
        cast(count(case when sentiment_score = 2 then 1 end) as integer)
            as very_positive_interactions,
        case
            when count(sentiment_score) = 0 then 'no text could be scored'
            when count(sentiment_score) = 1 then 'one text alone'
        end as warning,
        min(created_date) as first_interaction_date,
        max(created_date) as last_interaction_date
    from texts
    group by customer_id
)

select * from final
