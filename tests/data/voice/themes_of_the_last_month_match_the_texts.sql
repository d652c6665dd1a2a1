-- For the ten commonest terms of the last month with texts: the texts of each mood that have the
-- term as a word of its own, searched in the texts themselves.
with last_texts as (
    select
        sign(sentiment.sentiment_score) as mood_sign,
        ' ' || regexp_replace(
            lower(replace(interactions.interaction_text, '’', '''')), '[^\p{L}'']', ' ', 'g'
        ) || ' ' as spaced_text
    from {{ ref('interaction_sentiment') }} as sentiment
    inner join {{ ref('stg_interactions') }} as interactions
        on sentiment.interaction_id = interactions.interaction_id
    where
        sentiment.is_scored
        and sentiment.created_month
        = (select max(created_month) from {{ ref('theme_counts') }})
),

counted as (
    select
        term,
        sum(case when mood = 'negative' then texts else 0 end) as negative_texts,
        sum(case when mood = 'neutral' then texts else 0 end) as neutral_texts,
        sum(case when mood = 'positive' then texts else 0 end) as positive_texts
    from {{ ref('theme_counts') }}
    where
        created_month = (select max(created_month) from {{ ref('theme_counts') }})
        and term not like '%''%'
    group by term
    order by sum(texts) desc, term
    limit 10
)

select
    counted.term,
    counted.negative_texts,
    counted.neutral_texts,
    counted.positive_texts
from counted
cross join last_texts
group by
    counted.term,
    counted.negative_texts,
    counted.neutral_texts,
    counted.positive_texts
having
    count(
        case
            when last_texts.mood_sign = -1 and contains(spaced_text, ' ' || counted.term || ' ')
                then 1
        end
    ) <> counted.negative_texts
    or count(
        case
            when last_texts.mood_sign = 0 and contains(spaced_text, ' ' || counted.term || ' ')
                then 1
        end
    ) <> counted.neutral_texts
    or count(
        case
            when last_texts.mood_sign = 1 and contains(spaced_text, ' ' || counted.term || ' ')
                then 1
        end
    ) <> counted.positive_texts
