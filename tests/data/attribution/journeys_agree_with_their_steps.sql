-- A journey is what its steps say, and is open, and attributed, by how long ago it ended.
with steps as (
    select
        journey_id,
        count(*) as touches,
        min_by(channel, step) as first_channel,
        max_by(channel, step) as last_channel,
        list(channel order by step) as channels,
        sum(conversion_value) as value,
        sum(case when is_conversion then 1 else 0 end) as conversions,
        min(touched_at) as started_at,
        max(touched_at) as ended_at
    from {{ ref('journey_steps') }}
    group by journey_id
)

select
    coalesce(journeys.journey_id, steps.journey_id) as journey_id,
    journeys.channels,
    steps.channels as channels_of_steps,
    journeys.is_converted,
    journeys.is_open,
    journeys.is_attributed
from {{ ref('journeys') }} as journeys
cross join {{ ref('as_of') }} as as_of
full join steps on journeys.journey_id = steps.journey_id
where
    journeys.touches is distinct from steps.touches
    or journeys.first_channel is distinct from steps.first_channel
    or journeys.last_channel is distinct from steps.last_channel
    or journeys.channels is distinct from steps.channels
    or journeys.conversion_value is distinct from steps.value
    or cast(journeys.is_converted as integer) is distinct from steps.conversions
    or journeys.started_at is distinct from steps.started_at
    or journeys.ended_at is distinct from steps.ended_at
    or journeys.duration_days <> cast(steps.ended_at as date) - cast(steps.started_at as date)
    or journeys.is_open <> (
        steps.conversions = 0
        and as_of.as_of_date - cast(steps.ended_at as date) <= {{ var('attribution_journey_gap_days') }}
    )
    {%- if var('attribution_days') is not none %}
    or journeys.is_attributed <> (
        cast(steps.ended_at as date) + {{ var('attribution_days') }} > as_of.as_of_date
    )
    {%- else %}
    or not journeys.is_attributed
    {%- endif %}
