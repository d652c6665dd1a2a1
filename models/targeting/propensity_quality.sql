-- One row per outcome and a sample: how well the model for validation ranks and foretells there,
-- next to what one would do without it, and why not to believe it.
with predictions as (
    select * from {{ ref('propensity_validation') }}
),

models as (
    select
        outcome,
        min(training_rows) as training_rows,
        min(events) as training_events,
        bool_and(has_converged) as has_converged,
        bool_or(coefficient is not null) as is_fitted
    from {{ ref('propensity_model') }}
    where fit = 'validation'
    group by outcome
),

horizons as (
    select
        outcome,
        horizon_days
    from {{ ref('propensity_cut_offs') }}
    where period = 0
),

calibration as (
    select * from {{ ref('propensity_calibration') }}
    where decile = 10
),

samples as (
    select 'training' as sample
    union all
    select 'customers held out' as sample
    union all
    select 'period held out' as sample
),

by_model as (
    select *
    from {{ ranking_quality('predictions', ['outcome', 'sample'], 'probability') }} as ranked
),

by_baseline as (
    select *
    from {{ ranking_quality('predictions', ['outcome', 'sample'], 'baseline_score') }} as ranked
),

errors as (
    select
        outcome,
        sample,
        count(*) as predictions,
        avg({{ exact('probability') }}) as mean_probability,
        avg({{ exact('error * error') }}) as brier_score
    from (
        select
            *,
            probability - {{ flag_value('happened') }} as error
        from predictions
    ) as missed
    group by outcome, sample
),

joined as (
    select
        models.*,
        horizons.horizon_days,
        samples.sample,
        coalesce(errors.predictions, 0) as predictions,
        coalesce(by_model.events, 0) as events,
        {{ divide('by_model.events', 'errors.predictions') }} as event_rate,
        cast(errors.mean_probability as double) as mean_probability,
        by_model.auc,
        {{ auc_standard_error('by_model.auc', 'by_model.events', 'by_model.others') }}
            as auc_standard_error,
        by_baseline.auc as baseline_auc,
        cast(errors.brier_score as double) as brier_score,
        calibration.lift as lift_of_top_decile
    from models
    inner join horizons on models.outcome = horizons.outcome
    cross join samples
    left join by_model
        on models.outcome = by_model.outcome
        and samples.sample = by_model.sample
    left join by_baseline
        on models.outcome = by_baseline.outcome
        and samples.sample = by_baseline.sample
    left join errors
        on models.outcome = errors.outcome
        and samples.sample = errors.sample
    left join calibration
        on models.outcome = calibration.outcome
        and samples.sample = calibration.sample
),

warned as (
    select
        *,
        event_rate * (1 - event_rate) as baseline_brier_score,
        case
            when not is_fitted and training_rows = 0
                then 'There is no past period to learn from: the history is too short'
            when not is_fitted
                then 'There is nothing to learn: of ' || training_rows || ' rows, '
                || training_events || ' are events'
            when not has_converged then 'The fit has not converged'
            when
                least(training_events, training_rows - training_events)
                < {{ var('propensity_events_min') }}
                then 'Learnt from ' || training_events || ' events in ' || training_rows
                || ' rows, which is too few of a kind'
            when predictions = 0 then 'Nothing could be held out: the history is too short'
            when auc is null then 'Nothing to judge by: all that was held out came out alike'
            when auc < {{ var('propensity_auc_min') }}
                then 'Hardly tells customers apart: AUC ' || cast(auc as decimal(4, 3))
            when auc > 0.995
                then 'Too good to be true: look for a feature that knows the outcome'
            when auc < baseline_auc
                then 'Ranks customers worse than the days since the last order, or units, alone'
            when
                abs(mean_probability - event_rate)
                > {{ var('propensity_calibration_error_max') }} * event_rate
                then 'Foretold ' || cast(100 * mean_probability as decimal(5, 1)) || ' %, came '
                || cast(100 * event_rate as decimal(5, 1)) || ' %: trust the order, not the level'
        end as warning
    from joined
),

final as (
    select
        outcome,
        sample,
        horizon_days,
        cast(training_rows as integer) as training_rows,
        cast(training_events as integer) as training_events,
        cast(predictions as integer) as predictions,
        cast(events as integer) as events,
        event_rate,
        mean_probability,
        auc,
        auc_standard_error,
        baseline_auc,
        brier_score,
        baseline_brier_score,
        1 - {{ divide('brier_score', 'baseline_brier_score') }} as brier_skill,
        lift_of_top_decile,
        warning is null as is_reliable,
        warning
    from warned
)

select * from final
order by outcome, sample
