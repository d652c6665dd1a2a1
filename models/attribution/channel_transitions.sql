-- One row per step that journeys take: from a channel to the next, from (start), to (conversion)
-- or to (null). In the second order, what comes next depends on the channel before as well.
with paths as (
    select * from {{ ref('channel_paths') }}
),

steps as (
    select
        paths.channels,
        numbers.step,
        paths.touches,
        paths.conversions,
        paths.null_journeys,
        paths.journeys,
        paths.conversion_value
    from paths
    cross join lateral (select unnest(range(0, paths.touches + 1)) as step) as numbers
),

-- Step 0 leaves the start; the last ends in a conversion for some, and without one for others.
moves as (
    select
        case when step > 1 then channels[step - 1] when step = 1 then '(start)' end as previous,
        case when step > 0 then channels[step] else '(start)' end as from_channel,
        channels[step + 1] as to_channel,
        journeys as transitions,
        cast(0 as decimal(18, 2)) as conversion_value
    from steps
    where step < touches
    union all
    select
        case when step > 1 then channels[step - 1] else '(start)' end as previous,
        channels[step] as from_channel,
        '(conversion)' as to_channel,
        conversions as transitions,
        conversion_value
    from steps
    where step = touches and conversions > 0
    union all
    select
        case when step > 1 then channels[step - 1] else '(start)' end as previous,
        channels[step] as from_channel,
        '(null)' as to_channel,
        null_journeys as transitions,
        cast(0 as decimal(18, 2)) as conversion_value
    from steps
    where step = touches and null_journeys > 0
),

ordered as (
    select
        1 as markov_order,
        cast(null as varchar) as previous_channel,
        from_channel,
        to_channel,
        sum(transitions) as transitions,
        sum(conversion_value) as conversion_value
    from moves
    group by from_channel, to_channel
    union all
    select
        2 as markov_order,
        previous as previous_channel,
        from_channel,
        to_channel,
        sum(transitions) as transitions,
        sum(conversion_value) as conversion_value
    from moves
    group by previous, from_channel, to_channel
),

final as (
    select
        cast(markov_order as integer) as markov_order,
        previous_channel,
        from_channel,
        to_channel,
        cast(transitions as bigint) as transitions,
        {{ divide(
            'transitions',
            'sum(transitions) over (partition by markov_order, previous_channel, from_channel)'
        ) }} as probability,
        {{ divide(
            'transitions', 'sum(transitions) over (partition by markov_order, to_channel)'
        ) }} as arrival_share,
        cast(conversion_value as decimal(18, 2)) as conversion_value
    from ordered
)

select * from final
order by markov_order, previous_channel, from_channel, to_channel
