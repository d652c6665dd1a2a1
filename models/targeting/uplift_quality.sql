-- One row per campaign that could be modelled: does the model tell whom the campaign moves, among
-- customers whom it has not seen? The half that it rates higher must have responded more to the
-- campaign than the other half, by more than chance.
with deciles as (
    select * from {{ ref('uplift_deciles') }}
),

curves as (
    select
        campaign_id,
        max(qini_coefficient) as qini_coefficient
    from {{ ref('uplift_qini') }}
    group by campaign_id
),

warnings as (
    select
        campaign_id,
        coalesce(max(case when not is_converged then warning end), max(warning)) as warning
    from {{ ref('uplift_model') }}
    group by campaign_id
),

halves as (
    select
        campaign_id,
        uplift_decile > 5 as is_upper,
        sum(treated_customers) as treated_customers,
        sum(control_customers) as control_customers,
        sum(treated_responders) as treated_responders,
        sum(control_responders) as control_responders
    from deciles
    group by campaign_id, uplift_decile > 5
),

effects as (
    select
        campaign_id,
        is_upper,
        {{ uplift_difference() }} as uplift,
        {{ uplift_standard_error() }} as standard_error
    from halves
),

compared as (
    select
        campaign_id,
        max(case when is_upper then uplift end) as upper_half_uplift,
        max(case when not is_upper then uplift end) as lower_half_uplift,
        max(case when is_upper then uplift end)
        - max(case when not is_upper then uplift end) as difference,
        max(case when is_upper then standard_error * standard_error end)
        + max(case when not is_upper then standard_error * standard_error end)
            as squared_error
    from effects
    group by campaign_id
),

tested as (
    select
        *,
        case
            when squared_error > 0
                then chi_square_tail(
                    {{ divide('difference * difference', 'squared_error') }},
                    1
                )
        end as p_value
    from compared
),

-- How far the deciles are from what was predicted of them, beyond what chance adds.
misses as (
    select
        campaign_id,
        sqrt(
            greatest(
                cast(
                    avg(
                        {{ exact(
                            'power(uplift - predicted_uplift, 2) - power(standard_error, 2)'
                        ) }}
                    ) as double
                ),
                0
            )
        ) as calibration_error
    from deciles
    group by campaign_id
),

judged as (
    select
        tested.*,
        curves.qini_coefficient,
        misses.calibration_error,
        case
            when tested.p_value is null
                then 'The halves of the ranking cannot be compared'
            when tested.difference <= 0 or tested.p_value > {{ var('uplift_ranking_alpha') }}
                then 'On customers it has not seen, the model tells whom the campaign moves no'
                    || ' better than chance'
            when misses.calibration_error > {{ var('uplift_calibration_error_max') }}
                then 'The deciles did not respond as predicted: the order of customers holds, their'
                    || ' uplift does not'
            else warnings.warning
        end as warning
    from tested
    inner join curves on tested.campaign_id = curves.campaign_id
    inner join misses on tested.campaign_id = misses.campaign_id
    inner join warnings on tested.campaign_id = warnings.campaign_id
),

final as (
    select
        campaign_id,
        qini_coefficient,
        upper_half_uplift,
        lower_half_uplift,
        p_value as ranking_p_value,
        calibration_error,
        warning is null as is_reliable,
        warning
    from judged
)

select * from final
