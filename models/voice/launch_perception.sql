-- One row per product that was launched within the data: how its first weeks were received.
with weeks as (
    select * from {{ ref('launch_weeks') }}
),

overall as (
    select mean_score from {{ ref('sentiment_distribution') }}
    where dimension = 'all'
),

thresholds as (
    select * from {{ voice_thresholds_in_force() }} as thresholds
),

sums as (
    select
        product_id,
        first_sold_date,
        count(*) as weeks_begun,
        bool_or(is_partial) or count(*) < max(thresholds.launch_weeks) as is_going_on,
        sum(texts) as texts,
        sum(scored_texts) as scored_texts,
        sum(score_sum) as score_sum,
        sum(score_square_sum) as square_sum
    from weeks
    cross join thresholds
    group by product_id, first_sold_date
),

means as (
    select
        sums.*,
        {{ divide('score_sum', 'scored_texts') }} as mean_score,
        1.96 * sqrt({{ variance_of_mean('scored_texts', 'score_sum', 'square_sum') }})
            as half_interval
    from sums
),

final as (
    select
        means.product_id,
        cast(means.weeks_begun as integer) as weeks_begun,
        means.is_going_on,
        cast(means.texts as bigint) as texts,
        cast(means.scored_texts as bigint) as scored_texts,
        means.mean_score,
        means.mean_score - means.half_interval as mean_score_low,
        means.mean_score + means.half_interval as mean_score_high,
        overall.mean_score as mean_score_of_all,
        case
            when means.scored_texts < thresholds.least_texts then 'undecided'
            when means.mean_score - means.half_interval > 0 then 'positive'
            when means.mean_score + means.half_interval < 0 then 'revise'
            else 'undecided'
        end as perception,
        case
            when means.texts = 0 then 'no texts'
            when means.scored_texts < thresholds.least_texts then 'few texts'
            when means.is_going_on then 'the first weeks are not over'
        end as warning,
        means.first_sold_date
    from means
    cross join thresholds
    left join overall on true
)

select * from final
order by first_sold_date desc, product_id
