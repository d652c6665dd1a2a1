-- One row per tenth of the rows of a sample, by probability, 10 the likeliest: what was foretold
-- of them and what came. Rows of equal probability are divided by customer and day, so the tenths
-- are of even size.
with predictions as (
    select * from {{ ref('propensity_validation') }}
),

divided as (
    select
        *,
        ntile(10) over (
            partition by outcome, sample order by probability, customer_id, cut_off_date
        ) as decile
    from predictions
),

tenths as (
    select
        outcome,
        sample,
        decile,
        count(*) as predictions,
        count(case when happened then 1 end) as events,
        min(probability) as least_probability,
        max(probability) as highest_probability,
        avg({{ exact('probability') }}) as mean_probability
    from divided
    group by outcome, sample, decile
),

totals as (
    select
        *,
        sum(events) over (partition by outcome, sample) as all_events,
        sum(predictions) over (partition by outcome, sample) as all_predictions,
        sum(events) over (
            partition by outcome, sample order by decile desc
            rows between unbounded preceding and current row
        ) as events_from_top
    from tenths
),

final as (
    select
        outcome,
        sample,
        cast(decile as integer) as decile,
        cast(predictions as integer) as predictions,
        cast(events as integer) as events,
        least_probability,
        cast(mean_probability as double) as mean_probability,
        highest_probability,
        {{ divide('events', 'predictions') }} as event_rate,
        {{ divide('events * all_predictions', 'predictions * all_events') }} as lift,
        {{ divide('events_from_top', 'all_events') }} as share_of_events_from_top
    from totals
)

select * from final
order by outcome, sample, decile desc
