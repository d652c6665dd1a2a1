-- The AUC by ranks is the area under the ROC curve by trapezoids: between thinned points it lies
-- between that of the lower and that of the upper corners.
with steps as (
    select
        outcome,
        sample,
        true_positive_rate,
        false_positive_rate - lag(false_positive_rate) over curve as width,
        lag(true_positive_rate) over curve as true_positive_rate_before
    from {{ ref('propensity_roc') }}
    window curve as (partition by outcome, sample order by point)
),

areas as (
    select
        outcome,
        sample,
        sum({{ exact('width * true_positive_rate_before') }}) as lower_area,
        sum({{ exact('width * true_positive_rate') }}) as upper_area
    from steps
    group by outcome, sample
)

select
    areas.*,
    quality.auc
from areas
inner join {{ ref('propensity_quality') }} as quality
    on areas.outcome = quality.outcome
    and areas.sample = quality.sample
where
    quality.auc < areas.lower_area - 0.000001
    or quality.auc > areas.upper_area + 0.000001
