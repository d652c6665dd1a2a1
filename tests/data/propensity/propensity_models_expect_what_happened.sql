-- Over the rows that it has learnt from, a logistic regression with a free intercept foretells as
-- many events as there were.
select
    quality.outcome,
    quality.mean_probability,
    quality.event_rate
from {{ ref('propensity_quality') }} as quality
inner join {{ ref('propensity_model') }} as model
    on quality.outcome = model.outcome
    and model.fit = 'validation'
    and model.position = 0
where
    quality.sample = 'training'
    and model.has_converged
    and (
        quality.mean_probability is null
        or abs(quality.mean_probability - quality.event_rate) > 0.000001
    )
