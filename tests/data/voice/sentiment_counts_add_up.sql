-- In every dimension each text counts once, in the trend and in the distribution, and a scored text
-- has one of the five scores.
with expected as (
    select
        count(*) as texts,
        count(sentiment_score) as scored_texts,
        coalesce(sum(sentiment_score), 0) as score_sum
    from {{ ref('interaction_sentiment') }}
),

counted as (
    select
        'trend' as counted_in,
        dimension,
        texts,
        scored_texts,
        very_negative_texts,
        negative_texts,
        neutral_texts,
        positive_texts,
        very_positive_texts
    from {{ ref('sentiment_trend') }}
    union all
    select
        'distribution' as counted_in,
        dimension,
        texts,
        scored_texts,
        very_negative_texts,
        negative_texts,
        neutral_texts,
        positive_texts,
        very_positive_texts
    from {{ ref('sentiment_distribution') }}
)

select
    counted.counted_in,
    counted.dimension,
    sum(counted.texts) as texts
from counted
cross join expected
group by
    counted.counted_in,
    counted.dimension,
    expected.texts,
    expected.scored_texts,
    expected.score_sum
having
    sum(counted.texts) <> expected.texts
    or sum(counted.scored_texts) <> expected.scored_texts
    or sum(
        2 * counted.very_positive_texts + counted.positive_texts
        - counted.negative_texts - 2 * counted.very_negative_texts
    ) <> expected.score_sum
    or sum(
        counted.very_negative_texts + counted.negative_texts + counted.neutral_texts
        + counted.positive_texts + counted.very_positive_texts
    ) <> expected.scored_texts
