-- One row per month of texts of all, or of one channel, agent, product or segment. A text counts
-- in each dimension once; where the source does not say, in the value unknown.
with texts as (
    select * from {{ ref('interaction_sentiment') }}
),

as_of as (
    select {{ month_start('as_of_date') }} as month from {{ ref('as_of') }}
),

-- The segment of the last month that has one: what customers are now, not what they were.
rfm_months as (
    select max(rfm_scores.report_month) as report_month
    from {{ ref('rfm_scores') }} as rfm_scores
    cross join as_of
    where rfm_scores.report_month <= as_of.month
),

segments as (
    select
        rfm_scores.customer_id,
        rfm_scores.rfm_segment
    from {{ ref('rfm_scores') }} as rfm_scores
    inner join rfm_months on rfm_scores.report_month = rfm_months.report_month
),

thresholds as (
    select * from {{ voice_thresholds_in_force() }} as thresholds
),

dimensions as (
    select unnest(['all', 'channel', 'agent', 'product', 'segment']) as dimension
),

placed as (
    select
        dimensions.dimension,
        coalesce(
            case dimensions.dimension
                when 'all' then 'all'
                when 'channel' then texts.channel
                when 'agent' then texts.agent_id
                when 'product' then texts.product_id
                when 'segment' then segments.rfm_segment
            end,
            'unknown'
        ) as value,
        texts.created_month,
        texts.sentiment_score
    from texts
    left join segments on texts.customer_id = segments.customer_id
    cross join dimensions
),

counts as (
    select
        dimension,
        value,
        created_month,
        count(*) as texts,
        count(sentiment_score) as scored_texts,
        count(case when sentiment_score = -2 then 1 end) as very_negative_texts,
        count(case when sentiment_score = -1 then 1 end) as negative_texts,
        count(case when sentiment_score = 0 then 1 end) as neutral_texts,
        count(case when sentiment_score = 1 then 1 end) as positive_texts,
        count(case when sentiment_score = 2 then 1 end) as very_positive_texts,
        {{ divide('sum(sentiment_score)', 'count(sentiment_score)') }} as mean_score
    from placed
    group by dimension, value, created_month
),

final as (
    select
        counts.dimension,
        counts.value,
        counts.created_month,
        counts.texts,
        counts.scored_texts,
        counts.very_negative_texts,
        counts.negative_texts,
        counts.neutral_texts,
        counts.positive_texts,
        counts.very_positive_texts,
        counts.mean_score,
        counts.mean_score - case
            when
                lag(counts.created_month) over earlier
                = {{ add_months('counts.created_month', -1) }}
                then lag(counts.mean_score) over earlier
        end as mean_score_change,
        {{ divide('counts.very_negative_texts + counts.negative_texts', 'counts.scored_texts') }}
            as negative_share,
        case when counts.scored_texts < thresholds.least_texts then 'few texts' end as warning
    from counts
    cross join thresholds
    window earlier as (
        partition by counts.dimension, counts.value order by counts.created_month
    )
)

select * from final
order by dimension, value, created_month
