-- A ROC curve begins with nobody, ends with everybody, and never turns back.
with points as (
    select
        *,
        lag(true_positives) over curve as true_positives_before,
        lag(false_positives) over curve as false_positives_before,
        lag(threshold) over curve as threshold_before,
        row_number() over (partition by outcome, sample order by point desc) as place_from_end
    from {{ ref('propensity_roc') }}
    window curve as (partition by outcome, sample order by point)
)

select points.*
from points
inner join {{ ref('propensity_quality') }} as quality
    on points.outcome = quality.outcome
    and points.sample = quality.sample
where
    (points.point = 1 and (points.true_positives > 0 or points.false_positives > 0))
    or (
        points.place_from_end = 1
        and (
            points.true_positives <> quality.events
            or points.true_positives + points.false_positives <> quality.predictions
        )
    )
    or points.true_positives < points.true_positives_before
    or points.false_positives < points.false_positives_before
    or points.threshold >= points.threshold_before
