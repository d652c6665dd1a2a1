-- One row per group of customers: by which day how many are lost, where the hazard is highest,
-- and whether the groups differ by more than chance.
with lifetimes as (
    select
        group_name,
        duration_days as duration,
        is_lost as event
    from {{ ref('customer_lifetimes') }}
),

curve as (
    select * from {{ ref('retention_curve') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

thresholds as (
    select
        versions.hazard_stretch_days,
        versions.hazard_least_share
    from as_of
    inner join {{ version_spans(ref('retention_thresholds')) }} as versions
        on as_of.as_of_date >= versions.in_force_from
        and as_of.as_of_date < versions.in_force_before
),

quantiles as (
    select
        group_by,
        group_name,
        max(at_risk) as customers,
        sum(events) as events,
        {{ day_by_which_lost(0.25) }} as lost_25_percent_day,
        {{ day_by_which_lost(0.5) }} as median_days,
        {{ day_by_which_lost(0.75) }} as lost_75_percent_day
    from curve
    group by group_by, group_name
),

-- A stretch ends on a multiple of its length, and begins on the day after the end of the one
-- before.
stretches as (
    select
        number * hazard_stretch_days as after_day,
        (number + 1) * hazard_stretch_days as to_day
    from thresholds
    cross join (
        select distinct {{ floor_divide('curve.day', 'thresholds.hazard_stretch_days') }} as number
        from curve
        cross join thresholds
    ) as numbers
),

-- Customer-days at risk: each customer counts up to the day of loss, or for the whole stretch.
exposures as (
    select
        curve.group_by,
        curve.group_name,
        stretches.after_day,
        stretches.to_day,
        sum(case when curve.day > stretches.after_day then curve.events + curve.censored else 0 end)
            as at_risk,
        sum(
            case
                when curve.day > stretches.after_day and curve.day <= stretches.to_day
                    then curve.events
                else 0
            end
        ) as events,
        sum(
            (curve.events + curve.censored)
            * greatest(least(curve.day, stretches.to_day) - stretches.after_day, 0)
        ) as customer_days
    from curve
    cross join stretches
    group by curve.group_by, curve.group_name, stretches.after_day, stretches.to_day
),

-- With few customers left the hazard is erratic: for the last one it would be 1. Of equals,
-- the earlier.
hazards as (
    select
        exposures.group_by,
        exposures.group_name,
        exposures.after_day,
        exposures.to_day,
        {{ divide('exposures.events', 'exposures.customer_days') }} as hazard,
        row_number() over (
            partition by exposures.group_by, exposures.group_name
            order by
                {{ divide('exposures.events', 'exposures.customer_days') }} desc,
                exposures.after_day
        ) as place
    from exposures
    inner join quantiles
        on exposures.group_by = quantiles.group_by
        and exposures.group_name = quantiles.group_name
    cross join thresholds
    where
        exposures.events > 0
        and exposures.at_risk >= thresholds.hazard_least_share * quantiles.customers
),

-- Customers without a known group are not compared. With more groups than this
-- a comparison says nothing, and its covariances fill the memory.
comparable_lifetimes as (
    select lifetimes.*
    from lifetimes
    cross join (select count(distinct group_name) as groups from lifetimes) as counted
    where
        lifetimes.group_name <> 'unknown'
        and counted.groups <= {{ most_log_rank_groups() }}
),

log_rank as (
    select * from {{ log_rank('comparable_lifetimes') }} as test_of_groups
),

expectations as (
    select * from {{ log_rank_groups('comparable_lifetimes') }} as expected_of_groups
),

{% set group_by = var('retention_group_by') -%}
loyalty as (
    select count(loyalty_since) > 0 as since_is_known from {{ ref('eligible_customers') }}
),

final as (
    select
        quantiles.group_by,
        quantiles.group_name,
        cast(quantiles.customers as bigint) as customers,
        cast(quantiles.events as bigint) as events,
        expectations.expected as expected_events,
        quantiles.lost_25_percent_day,
        quantiles.median_days,
        quantiles.lost_75_percent_day,
        cast(hazards.after_day + 1 as integer) as highest_hazard_from_day,
        cast(hazards.to_day as integer) as highest_hazard_to_day,
        hazards.hazard as highest_hazard,
        case when quantiles.group_by <> 'all' then log_rank.chi_square end as log_rank_chi_square,
        case when quantiles.group_by <> 'all' then log_rank.degrees end as log_rank_degrees,
        case when quantiles.group_by <> 'all' then log_rank.p_value end as log_rank_p_value,
        case
            when quantiles.group_by = 'all' then null
            when log_rank.groups < 2
                then
                    'Fewer than two groups are known, or more than {{ most_log_rank_groups() }}: '
                    || 'there is nothing to compare.'
            {% if group_by == 'is_loyalty_member' -%}
            when not loyalty.since_is_known
                then
                    'Membership is known only as of today. Members had to stay in order to join, '
                    || 'which flatters them: the difference is no proof that membership works.'
            {%- else -%}
            else
                'The customer master has no history: {{ group_by }} is that of today, and '
                || 'flatters a group that customers enter by staying.'
            {%- endif %}
        end as warning
    from quantiles
    cross join log_rank
    cross join loyalty
    left join expectations
        on quantiles.group_name = expectations.group_name
        and quantiles.group_by <> 'all'
    left join hazards
        on quantiles.group_by = hazards.group_by
        and quantiles.group_name = hazards.group_name
        and hazards.place = 1
)

select * from final
order by group_by, group_name
