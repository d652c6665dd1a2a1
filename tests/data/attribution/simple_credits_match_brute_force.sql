-- First, last, linear and position-based credit by brute force, touch by touch.
with touches as (
    select
        steps.channel,
        steps.step,
        journeys.journey_id,
        journeys.touches,
        journeys.is_converted,
        case when journeys.is_converted then 1 else 0 end as conversions,
        coalesce(journeys.conversion_value, 0) as value
    from {{ ref('journey_steps') }} as steps
    inner join {{ ref('journeys') }} as journeys on steps.journey_id = journeys.journey_id
    where journeys.is_attributed
),

expected as (
    select
        channel,
        count(*) as touches,
        count(distinct journey_id) as journeys,
        count(distinct journey_id) filter (where is_converted) as converting_journeys,
        sum(case when step = 1 then conversions else 0 end) as first_touch,
        sum(case when step = touches then conversions else 0 end) as last_touch,
        sum({{ divide('conversions', 'touches') }}) as linear_touch,
        sum({{ divide('value', 'touches') }}) as linear_value,
        sum(
            conversions * case
                when touches < 3 then {{ divide('1', 'touches') }}
                when step = 1 or step = touches then 0.4
                else {{ divide('0.2', 'touches - 2') }}
            end
        ) as position_based
    from touches
    group by channel
)

select *
from expected
full join {{ ref('channel_heuristics') }} as heuristics on expected.channel = heuristics.channel
where
    expected.channel is null
    or heuristics.channel is null
    or expected.touches <> heuristics.touches
    or expected.journeys <> heuristics.journeys
    or expected.converting_journeys <> heuristics.converting_journeys
    or expected.first_touch <> heuristics.first_touch_conversions
    or expected.last_touch <> heuristics.last_touch_conversions
    or {{ differs('expected.linear_touch', 'heuristics.linear_touch_conversions') }}
    or {{ differs('expected.linear_value', 'heuristics.linear_touch_value') }}
    or {{ differs('expected.position_based', 'heuristics.position_based_conversions') }}
