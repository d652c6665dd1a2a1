-- One row per campaign: what it brought in all, whether that may be believed, whom to contact were
-- it run again and whom to leave alone, and what that earns.
with campaigns as (
    select * from {{ ref('uplift_campaigns') }}
),

quality as (
    select * from {{ ref('uplift_quality') }}
),

targets as (
    select
        campaign_id,
        count(*) as customers,
        count(*) filter (where quadrant = 'persuadable') as persuadables,
        count(*) filter (where quadrant = 'sure thing') as sure_things,
        count(*) filter (where quadrant = 'lost cause') as lost_causes,
        count(*) filter (where quadrant = 'sleeping dog') as sleeping_dogs,
        count(*) filter (where action = 'contact') as contact_customers,
        count(*) filter (where action = 'leave alone') as leave_alone_customers,
        cast(
            sum({{ exact('expected_gain') }}) filter (where action = 'contact') as double
        ) as contact_gain,
        cast(sum({{ exact('expected_gain') }}) as double) as everybody_gain
    from {{ ref('uplift_targets') }}
    group by campaign_id
),

needless as (
    select
        campaign_id,
        max(case when quadrant = 'sure thing' then needless_discount end)
            as sure_thing_discount
    from {{ ref('uplift_quadrants') }}
    group by campaign_id
),

effects as (
    select
        *,
        {{ uplift_difference() }} as difference,
        {{ uplift_standard_error() }} as difference_error,
        {{ uplift_interval_warning() }} as interval_warning
    from campaigns
),

final as (
    select
        effects.campaign_id,
        effects.verdict,
        effects.reason,
        effects.customers,
        effects.treated_customers,
        effects.control_customers,
        effects.treated_responders,
        effects.control_responders,
        {{ divide('effects.treated_responders', 'effects.treated_customers') }} as treated_rate,
        {{ divide('effects.control_responders', 'effects.control_customers') }} as control_rate,
        case when effects.is_randomised then effects.difference end as uplift,
        case when effects.is_randomised then effects.difference_error end as standard_error,
        case
            when effects.is_randomised
                then effects.difference - 1.959963984540054 * effects.difference_error
        end as conf_lower,
        case
            when effects.is_randomised
                then effects.difference + 1.959963984540054 * effects.difference_error
        end as conf_upper,
        case
            when effects.is_randomised then effects.difference * effects.treated_customers
        end as incremental_responses,
        case
            when effects.is_randomised
                then {{ uplift_gain(
                    'effects.control_responders * '
                        ~ divide('effects.treated_customers', 'effects.control_customers'),
                    'effects.treated_responders',
                    'effects.treated_customers',
                    'effects.response_value'
                ) }}
        end as gain,
        effects.response_value,
        quality.qini_coefficient,
        quality.ranking_p_value,
        quality.calibration_error,
        cast(targets.persuadables as bigint) as persuadables,
        cast(targets.sure_things as bigint) as sure_things,
        cast(targets.lost_causes as bigint) as lost_causes,
        cast(targets.sleeping_dogs as bigint) as sleeping_dogs,
        cast(targets.contact_customers as bigint) as contact_customers,
        cast(targets.leave_alone_customers as bigint) as leave_alone_customers,
        coalesce(
            targets.contact_gain,
            case when targets.contact_customers = 0 then 0 end
        ) as contact_gain,
        targets.everybody_gain,
        needless.sure_thing_discount,
        coalesce(quality.is_reliable, false) as is_reliable,
        coalesce(
            case when not effects.is_randomised then effects.reason end,
            effects.interval_warning,
            effects.reason,
            quality.warning
        ) as warning,
        effects.first_assigned_date,
        effects.last_assigned_date,
        effects.window_end_date
    from effects
    left join quality on effects.campaign_id = quality.campaign_id
    left join targets on effects.campaign_id = targets.campaign_id
    left join needless on effects.campaign_id = needless.campaign_id
)

select * from final
