-- The fit for validation has learnt from exactly the rows of the sample training: none of the
-- period held out, none of a customer held out.
with validation as (
    select
        validation.outcome,
        validation.sample,
        training.period,
        training.is_held_out
    from {{ ref('propensity_validation') }} as validation
    inner join {{ ref('propensity_training') }} as training
        on validation.outcome = training.outcome
        and validation.customer_id = training.customer_id
        and validation.cut_off_date = training.cut_off_date
),

counted as (
    select
        outcome,
        count(*) as training_rows,
        count(case when period = 1 or is_held_out then 1 end) as strangers
    from validation
    where sample = 'training'
    group by outcome
)

select
    counted.*,
    model.training_rows as fitted_rows
from counted
inner join {{ ref('propensity_model') }} as model
    on counted.outcome = model.outcome
    and model.fit = 'validation'
    and model.position = 0
where
    counted.strangers > 0
    or counted.training_rows <> model.training_rows
