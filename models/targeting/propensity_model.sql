-- One row per feature of a fitted model, or its intercept. Of each outcome there are two fits: one
-- to all rows, which scores customers, and one for validation, which has seen neither the customers
-- nor the period that are held out, and by which the quality is judged.
with training as (
    select * from {{ ref('propensity_training') }}
),

slots as (
    select * from {{ ref('propensity_slots') }}
),

outcomes as (
    select distinct outcome from {{ ref('propensity_cut_offs') }}
),

-- Function arguments are lists in a total order, so that every build fits the same numbers.
rows_of_fits as (
    select
        outcomes.outcome,
        purposes.fit,
        count(training.customer_id) as training_rows,
        count(case when training.happened then 1 end) as events,
        list(training.feature_values order by training.cut_off_date, training.customer_id)
            filter (where training.customer_id is not null) as feature_values,
        list(
            {{ flag_value('training.happened') }}
            order by training.cut_off_date, training.customer_id
        ) filter (where training.customer_id is not null) as labels,
        list(cast(1 as double)) filter (where training.customer_id is not null) as weights
    from outcomes
    cross join (
        select 'final' as fit
        union all
        select 'validation' as fit
    ) as purposes
    left join training
        on outcomes.outcome = training.outcome
        and (
            purposes.fit = 'final'
            or (training.period > 1 and not training.is_held_out)
        )
    group by outcomes.outcome, purposes.fit
),

fits as materialized (
    select
        outcome,
        fit,
        training_rows,
        events,
        logistic_fit(
            flatten(feature_values),
            {{ propensity_feature_list() | length }},
            labels,
            weights,
            {{ var('propensity_ridge') }}
        ) as fitted
    from rows_of_fits
),

features as (
    select
        feature,
        reason,
        words,
        cast(position as integer) as position
    from (
        values
            ('intercept', null, 'everybody', 0)
            {%- for feature in propensity_feature_list() %},
            (
                '{{ feature["name"] }}', '{{ feature["reason"] }}',
                {% if feature['words'] %}'{{ feature["words"] }}'{% else %}null{% endif %},
                {{ loop.index }}
            )
            {%- endfor %}
    ) as listed (feature, reason, words, position)
),

unpacked as (
    select
        fits.outcome,
        fits.fit,
        fits.training_rows,
        fits.events,
        features.feature,
        features.reason,
        features.position,
        coalesce(
            features.words,
            slots.fact_name || coalesce(' is ' || slots.fact_value, ''),
            'a place that no fact takes'
        ) as words,
        case
            when features.position = 0 then fits.fitted.intercept
            else fits.fitted.coefficients[features.position]
        end as coefficient,
        case
            when features.position = 0 then fits.fitted.intercept_standard_error
            else fits.fitted.standard_errors[features.position]
        end as standard_error,
        fits.fitted.means[features.position] as mean,
        fits.fitted.scales[features.position] as standard_deviation,
        features.position > 0 and fits.fitted.scales[features.position] = 0 as is_constant,
        features.position > 0 and fits.fitted.separating[features.position] as is_separating,
        fits.fitted.log_likelihood as log_likelihood,
        fits.fitted.null_log_likelihood as null_log_likelihood,
        fits.fitted.converged as has_converged,
        fits.fitted.separated as is_separated,
        fits.fitted.iterations as iterations
    from fits
    cross join features
    left join slots on features.feature = slots.slot
),

final as (
    select
        outcome,
        fit,
        feature,
        reason,
        position,
        words,
        coefficient,
        case when not is_constant then standard_error end as standard_error,
        case when not is_constant then {{ divide('coefficient', 'standard_error') }} end as z_value,
        mean,
        standard_deviation,
        -- By how much the odds change for somebody one standard deviation above another.
        case
            when position > 0 and not is_constant then exp(coefficient * standard_deviation)
        end as odds_ratio,
        is_constant,
        is_separating,
        cast(training_rows as integer) as training_rows,
        cast(events as integer) as events,
        log_likelihood,
        null_log_likelihood,
        has_converged,
        is_separated,
        iterations
    from unpacked
)

select * from final
order by outcome, fit, position
