-- One row per stretch of 30 days before the last order of customers who have stopped, with the
-- mood of what they wrote in it, next to that of customers who have stayed, in the same months.
-- Stopped is who has been silent for drop_off_days by the as-of day. Without any scored text there
-- is not a row.
with texts as (
    select * from {{ ref('interaction_sentiment') }}
    where is_scored
),

customer_value as (
    select
        customer_id,
        days_since_last_order,
        last_order_date
    from {{ ref('customer_value') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

thresholds as (
    select * from {{ voice_thresholds_in_force() }} as thresholds
),

lifecycle as (
    select versions.drop_off_days
    from as_of
    inner join {{ version_spans(ref('lifecycle_thresholds')) }} as versions
        on as_of.as_of_date >= versions.in_force_from
        and as_of.as_of_date < versions.in_force_before
),

told as (
    select
        texts.created_month,
        texts.sentiment_score,
        customer_value.days_since_last_order >= lifecycle.drop_off_days as is_stopped,
        case
            when texts.created_date > customer_value.last_order_date then 0
            else
                least(
                    1 + {{ floor_divide(
                        days_between('texts.created_date', 'customer_value.last_order_date'), 30
                    ) }},
                    7
                )
        end as stretch
    from texts
    cross join lifecycle
    inner join customer_value on texts.customer_id = customer_value.customer_id
),

stayed as (
    select
        created_month,
        count(*) as texts,
        sum(sentiment_score) as score_sum
    from told
    where not is_stopped
    group by created_month
),

-- How moods of those who stayed vary, over all months: their part of the error.
stayed_together as (
    select
        count(*) as texts,
        {{ variance_of_mean(
            'count(*)', 'sum(sentiment_score)', 'sum(sentiment_score * sentiment_score)'
        ) }} as variance
    from told
    where not is_stopped
),

stopped as (
    select
        told.stretch,
        count(*) as texts,
        sum(told.sentiment_score) as score_sum,
        sum(told.sentiment_score * told.sentiment_score) as square_sum,
        -- A text of each who stopped is set against the mean of its month; months in which nobody
        -- who stayed wrote have none to compare with.
        count(stayed.texts) as matched_texts,
        sum(case when stayed.texts is not null then told.sentiment_score end)
            as matched_score_sum,
        sum({{ exact(divide('stayed.score_sum', 'stayed.texts')) }}) as stayed_sum
    from told
    left join stayed on told.created_month = stayed.created_month
    where told.is_stopped
    group by told.stretch
),

stretches as (
    select cast(series.stretch as integer) as stretch
    from generate_series(0, 7) as series (stretch)
    where exists (select 1 from texts)
),

differences as (
    select
        stretches.stretch,
        coalesce(stopped.texts, 0) as texts,
        {{ divide('stopped.score_sum', 'stopped.texts') }} as stopped_mood,
        {{ divide('stopped.stayed_sum', 'stopped.matched_texts') }} as stayed_mood,
        {{ divide('stopped.matched_score_sum', 'stopped.matched_texts') }}
        - {{ divide('stopped.stayed_sum', 'stopped.matched_texts') }} as difference,
        {{ variance_of_mean('stopped.texts', 'stopped.score_sum', 'stopped.square_sum') }}
            as stopped_variance,
        stayed_together.texts as stayed_texts,
        stayed_together.variance as stayed_variance
    from stretches
    left join stopped on stretches.stretch = stopped.stretch
    cross join stayed_together
),

earlier as (
    select
        texts,
        difference,
        stopped_variance
    from differences
    where stretch = 7
),

final as (
    select
        differences.stretch,
        case differences.stretch
            when 0 then 'after the last order'
            when 7 then 'earlier'
            else
                cast(30 * (differences.stretch - 1) as varchar) || ' to '
                || cast(30 * differences.stretch - 1 as varchar) || ' days before the last order'
        end as stretch_name,
        cast(differences.texts as bigint) as stopped_texts,
        cast(differences.stayed_texts as bigint) as stayed_texts,
        differences.stopped_mood,
        differences.stayed_mood,
        differences.difference,
        {{ divide(
            'differences.difference',
            'sqrt(differences.stopped_variance + differences.stayed_variance)'
        ) }} as difference_z,
        case when differences.stretch < 7 then differences.difference - earlier.difference end
            as fall,
        case
            when differences.stretch < 7
                then
                    {{ divide(
                        '(differences.difference - earlier.difference)',
                        'sqrt(differences.stopped_variance + earlier.stopped_variance)'
                    ) }}
        end as fall_z,
        case
            when differences.texts < thresholds.least_texts then 'few texts of who stopped'
            when differences.stayed_texts < thresholds.least_texts then 'few texts of who stayed'
            when earlier.texts < thresholds.least_texts then 'few earlier texts'
        end as warning
    from differences
    cross join earlier
    cross join thresholds
)

select * from final
order by stretch
