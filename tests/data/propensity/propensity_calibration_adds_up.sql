-- Tenths are of even size, in the order of their probabilities, and together hold all rows and
-- events of the sample, which the last share says.
with tenths as (
    select
        *,
        sum(predictions) over whole as all_predictions,
        sum(events) over whole as all_events,
        max(predictions) over whole - min(predictions) over whole as unevenness,
        lag(highest_probability) over (partition by outcome, sample order by decile)
            as probability_below
    from {{ ref('propensity_calibration') }}
    window whole as (partition by outcome, sample)
)

select tenths.*
from tenths
inner join {{ ref('propensity_quality') }} as quality
    on tenths.outcome = quality.outcome
    and tenths.sample = quality.sample
where
    tenths.all_predictions <> quality.predictions
    or tenths.all_events <> quality.events
    or tenths.unevenness > 1
    or tenths.least_probability < tenths.probability_below
    or (tenths.decile = 1 and tenths.all_events > 0 and tenths.share_of_events_from_top <> 1)
