{#
    What a log-rank test looks at: one row a group and day on which anybody is lost, with those at
    risk and lost in the group and in all groups together.

    The relation has one row a subject: duration (whole days), event (true or false), group_name.
#}
{% macro log_rank_days(relation) -%}
(
    with leaving as (
        select
            group_name,
            duration as day,
            count(*) as leaving,
            sum(case when event then 1 else 0 end) as events
        from {{ relation }} as subjects
        group by group_name, duration
    ),

    grid as (
        select
            groups.group_name,
            days.day,
            coalesce(leaving.leaving, 0) as leaving,
            coalesce(leaving.events, 0) as events
        from (select distinct group_name from leaving) as groups
        cross join (select distinct day from leaving) as days
        left join leaving
            on groups.group_name = leaving.group_name
            and days.day = leaving.day
    ),

    risk_sets as (
        select
            *,
            sum(leaving) over (partition by group_name order by day desc) as at_risk
        from grid
    ),

    totals as (
        select
            day,
            sum(events) as events,
            sum(at_risk) as at_risk
        from risk_sets
        group by day
        having sum(events) > 0
    )

    select
        risk_sets.group_name,
        totals.day,
        cast(risk_sets.events as bigint) as group_events,
        cast(risk_sets.at_risk as bigint) as group_at_risk,
        cast(totals.events as bigint) as events,
        cast(totals.at_risk as bigint) as at_risk
    from risk_sets
    inner join totals on risk_sets.day = totals.day
)
{%- endmacro %}
