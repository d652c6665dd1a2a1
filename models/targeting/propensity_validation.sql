-- One row per row of the training with the probability that the model for validation gives it,
-- which has learnt from the rows of `training` alone: not from the customers held out, and of
-- nobody from the period held out. Empty for an outcome without a model.
with training as (
    select * from {{ ref('propensity_training') }}
),

coefficients as (
    select
        outcome,
        max(case when position = 0 then coefficient end) as intercept,
        list(coefficient order by position) filter (where position > 0) as coefficients
    from {{ ref('propensity_model') }}
    where
        fit = 'validation'
        and coefficient is not null
    group by outcome
),

final as (
    select
        training.outcome,
        training.customer_id,
        case
            when training.period = 1 then 'period held out'
            when training.is_held_out then 'customers held out'
            else 'training'
        end as sample,
        training.happened,
        {{ logistic(
            'coefficients.intercept + list_dot_product('
            ~ 'training.feature_values, coefficients.coefficients)'
        ) }} as probability,
        training.baseline_score,
        training.cut_off_date
    from training
    inner join coefficients on training.outcome = coefficients.outcome
)

select * from final
