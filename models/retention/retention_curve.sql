-- One row per group on a day after the first purchase on which one of its customers was lost or
-- censored: the Kaplan-Meier estimate of those who stay. All customers together are a group too.
with subjects as (
    select
        'all' as group_by,
        'all' as group_name,
        duration_days as duration,
        is_lost as event
    from {{ ref('customer_lifetimes') }}
    union all
    select
        '{{ var("retention_group_by") }}' as group_by,
        group_name,
        duration_days as duration,
        is_lost as event
    from {{ ref('customer_lifetimes') }}
),

final as (
    select
        group_by,
        group_name,
        day,
        at_risk,
        events,
        censored,
        survival,
        std_error,
        conf_lower,
        conf_upper
    from {{ kaplan_meier('subjects', ['group_by', 'group_name']) }} as curve
)

select * from final
order by group_by, group_name, day
