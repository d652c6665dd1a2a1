-- One row per value of a dimension, with how its texts are shared out among the five scores, and
-- whether they are better or worse than the rest by more than chance.
with trend as (
    select * from {{ ref('sentiment_trend') }}
),

thresholds as (
    select * from {{ voice_thresholds_in_force() }} as thresholds
),

placed as (
    select * from trend
    union all
    select * replace (
        'month' as dimension,
        {{ month_label('created_month') }} as value
    )
    from trend
    where dimension = 'all'
),

counts as (
    select
        dimension,
        value,
        sum(texts) as texts,
        sum(scored_texts) as scored_texts,
        sum(very_negative_texts) as very_negative_texts,
        sum(negative_texts) as negative_texts,
        sum(neutral_texts) as neutral_texts,
        sum(positive_texts) as positive_texts,
        sum(very_positive_texts) as very_positive_texts
    from placed
    group by dimension, value
),

-- A score's square is 4 for the ends and 1 next to the middle.
sums as (
    select
        *,
        2 * (very_positive_texts - very_negative_texts) + positive_texts - negative_texts
            as score_sum,
        4 * (very_positive_texts + very_negative_texts) + positive_texts + negative_texts
            as square_sum
    from counts
),

-- The rest are the texts of the dimension's other values.
compared as (
    select
        *,
        sum(scored_texts) over (partition by dimension) - scored_texts as rest_texts,
        sum(score_sum) over (partition by dimension) - score_sum as rest_sum,
        sum(square_sum) over (partition by dimension) - square_sum as rest_squares
    from sums
),

means as (
    select
        *,
        {{ divide('score_sum', 'scored_texts') }} as mean_score,
        sqrt({{ variance_of_mean('scored_texts', 'score_sum', 'square_sum') }}) as standard_error,
        {{ divide('score_sum', 'scored_texts') }} - {{ divide('rest_sum', 'rest_texts') }}
            as difference_from_rest,
        sqrt(
            {{ variance_of_mean('scored_texts', 'score_sum', 'square_sum') }}
            + {{ variance_of_mean('rest_texts', 'rest_sum', 'rest_squares') }}
        ) as difference_error
    from compared
),

final as (
    select
        means.dimension,
        means.value,
        cast(means.texts as bigint) as texts,
        cast(means.scored_texts as bigint) as scored_texts,
        cast(means.texts - means.scored_texts as bigint) as unscored_texts,
        cast(means.very_negative_texts as bigint) as very_negative_texts,
        cast(means.negative_texts as bigint) as negative_texts,
        cast(means.neutral_texts as bigint) as neutral_texts,
        cast(means.positive_texts as bigint) as positive_texts,
        cast(means.very_positive_texts as bigint) as very_positive_texts,
        {{ divide('means.very_negative_texts + means.negative_texts', 'means.scored_texts') }}
            as negative_share,
        {{ divide('means.very_positive_texts + means.positive_texts', 'means.scored_texts') }}
            as positive_share,
        means.mean_score,
        means.standard_error,
        means.difference_from_rest,
        {{ divide('means.difference_from_rest', 'means.difference_error') }} as difference_z,
        case
            when means.scored_texts < thresholds.least_texts then 'few texts'
            when means.scored_texts * 2 < means.texts then 'most texts have no score'
        end as warning
    from means
    cross join thresholds
)

select * from final
order by dimension, value
