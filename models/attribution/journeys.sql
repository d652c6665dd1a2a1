-- One row per journey: the touches of a customer, or of a visitor whom nobody knows, on the way to
-- a conversion, or to none.
with steps as (
    select * from {{ ref('journey_steps') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

ways as (
    select
        journey_id,
        min(customer_id) as customer_id,
        min(visitor_id) as visitor_id,
        min(journey_number) as journey_number,
        -- a sorted list of pairs is made five times as fast as list(channel order by step)
        list_transform(
            list_sort(list({'step': step, 'channel': channel})),
            lambda touch: touch.channel
        ) as channels,
        count(*) as touches,
        max(conversion_value) as conversion_value,
        bool_or(is_conversion) as is_converted,
        min(touched_at) as started_at,
        max(touched_at) as ended_at
    from steps
    group by journey_id
),

final as (
    select
        ways.journey_id,
        ways.customer_id,
        ways.visitor_id,
        ways.journey_number,
        ways.channels,
        ways.channels[1] as first_channel,
        ways.channels[-1] as last_channel,
        cast(ways.touches as integer) as touches,
        {{ days_between('cast(ways.started_at as date)', 'cast(ways.ended_at as date)') }}
            as duration_days,
        ways.conversion_value,
        ways.is_converted,
        not ways.is_converted
        and {{ days_between('cast(ways.ended_at as date)', 'as_of.as_of_date') }}
            <= {{ var('attribution_journey_gap_days') }} as is_open,
        {% if var('attribution_days') is not none -%}
        {{ days_between('cast(ways.ended_at as date)', 'as_of.as_of_date') }}
            < {{ var('attribution_days') }}
        {%- else -%}
        true
        {%- endif %} as is_attributed,
        ways.started_at,
        ways.ended_at
    from ways
    cross join as_of
)

select * from final
