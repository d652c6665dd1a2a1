-- One row per term in texts of a mood, a month and a product: how many texts have it. Words of
-- grammar and single letters are not terms, and a text counts once for a term however often it has
-- it. Terms that too few texts have, in whatever mood they have most, are left out, so that the
-- table stays small.
with texts as (
    select * from {{ ref('interaction_sentiment') }}
    where is_scored
),

interactions as (
    select
        interaction_id,
        interaction_text
    from {{ ref('stg_interactions') }}
),

stop_words as (
    select word from {{ ref('stop_words') }}
),

thresholds as (
    select * from {{ voice_thresholds_in_force() }} as thresholds
),

words as (
    select
        case sign(texts.sentiment_score)
            when -1 then 'negative'
            when 0 then 'neutral'
            else 'positive'
        end as mood,
        texts.created_month,
        texts.product_id,
        unnest(list_distinct({{ words_of('interactions.interaction_text') }})) as term
    from texts
    inner join interactions on texts.interaction_id = interactions.interaction_id
),

counts as (
    select
        mood,
        term,
        created_month,
        product_id,
        count(*) as texts
    from words
    where
        length(term) > 1
        and term not in (select word from stop_words)
    group by mood, term, created_month, product_id
),

kept as (
    select
        *,
        sum(texts) over (partition by mood, term) as texts_of_mood
    from counts
),

widest as (
    select
        *,
        max(texts_of_mood) over (partition by term) as most_texts
    from kept
),

final as (
    select
        widest.mood,
        widest.term,
        widest.created_month,
        widest.product_id,
        widest.texts
    from widest
    cross join thresholds
    where widest.most_texts >= thresholds.theme_least_texts
)

select * from final
