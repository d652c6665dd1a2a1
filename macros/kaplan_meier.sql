{#
    The product-limit estimate of survival by Kaplan and Meier, as a relation with one row a group
    and day on which somebody leaves, and one for day 0.

    The relation has one row a subject: duration (whole days, at least 0), event (true: lost on that
    day; false: censored, still there when last seen) and the columns that make up its group.

    - at_risk are those who were still there just before the day; who is censored on a day is at
      risk on it.
    - survival is the product of (at_risk - events) / at_risk up to the day.
    - std_error is Greenwood's; the 95 % interval is made on the scale of log(-log(survival)), which
      keeps it between 0 and 1. Before the first event both bounds are 1. Where survival is 0
      Greenwood's formula has no value, and all three are NULL.
#}
{% macro kaplan_meier(relation, groups) -%}
{%- set by = groups | join(', ') -%}
(
    with leaving as (
        select
            {{ by }},
            duration as day,
            count(*) as leaving,
            sum(case when event then 1 else 0 end) as events
        from {{ relation }} as subjects
        group by {{ by }}, duration
    ),

    days as (
        select
            {{ by }},
            day,
            sum(leaving) as leaving,
            sum(events) as events
        from (
            select * from leaving
            union all
            select distinct
                {{ by }},
                0 as day,
                0 as leaving,
                0 as events
            from leaving
        ) as with_day_0
        group by {{ by }}, day
    ),

    risk_sets as (
        select
            *,
            sum(leaving) over (partition by {{ by }} order by day desc) as at_risk
        from days
    ),

    steps as (
        select
            *,
            {{ exact('ln(' ~ divide('nullif(at_risk - events, 0)', 'at_risk') ~ ')') }}
                as log_step,
            {{ exact(divide('events', 'at_risk * (at_risk - events)')) }} as greenwood_step,
            case when events > 0 and events = at_risk then 1 else 0 end as loses_all
        from risk_sets
    ),

    sums as (
        select
            *,
            cast(
                coalesce(sum(log_step) over (partition by {{ by }} order by day), 0) as double
            ) as log_survival,
            cast(
                coalesce(sum(greenwood_step) over (partition by {{ by }} order by day), 0) as double
            ) as greenwood,
            max(loses_all) over (partition by {{ by }} order by day) as is_extinct
        from steps
    ),

    errors as (
        select
            *,
            -- the last digit of a product that went through logarithms says nothing
            case when is_extinct = 1 then 0 else round(exp(log_survival), 15) end as survival,
            case when is_extinct = 0 then sqrt(greenwood) end as log_survival_error,
            case
                when is_extinct = 0
                    then {{ divide('1.959963984540054 * sqrt(greenwood)', '-log_survival') }}
            end as half_width
        from sums
    )

    select
        {{ by }},
        cast(day as integer) as day,
        cast(at_risk as bigint) as at_risk,
        cast(events as bigint) as events,
        cast(leaving - events as bigint) as censored,
        cast(survival as double) as survival,
        cast(survival * log_survival_error as double) as std_error,
        case
            when is_extinct = 1 then null
            when log_survival = 0 then 1
            else exp(log_survival * exp(half_width))
        end as conf_lower,
        case
            when is_extinct = 1 then null
            when log_survival = 0 then 1
            else exp(log_survival * exp(-half_width))
        end as conf_upper
    from errors
)
{%- endmacro %}
