-- One row per pair of channels, where the first comes before the second in some journey: how much
-- the one feeds the other.
with paths as (
    select * from {{ ref('channel_paths') }}
),

transitions as (
    select * from {{ ref('channel_transitions') }}
    where markov_order = 1
),

-- Where each channel of a path comes first and last.
parts as (
    select
        channels,
        journeys,
        conversions,
        channel,
        list_position(channels, channel) as first_step,
        touches + 1 - list_position(list_reverse(channels), channel) as last_step,
        channels[-1] as closing_channel
    from (
        select
            *,
            unnest(list_distinct(channels)) as channel
        from paths
    ) as unnested
),

totals as (
    select
        channel,
        sum(journeys) as journeys,
        sum(case when channel = closing_channel then conversions else 0 end) as closed_conversions
    from parts
    group by channel
),

pairs as (
    select
        parts.channel,
        fed.channel as fed_channel,
        sum(parts.journeys) as fed_journeys,
        sum(case when fed.channel = fed.closing_channel then fed.conversions else 0 end)
            as fed_conversions
    from parts
    inner join parts as fed
        on parts.channels = fed.channels
        and parts.channel <> fed.channel
        and parts.first_step < fed.last_step
    group by parts.channel, fed.channel
),

final as (
    select
        pairs.channel,
        pairs.fed_channel,
        cast(pairs.fed_journeys as bigint) as fed_journeys,
        {{ divide('pairs.fed_journeys', 'totals.journeys') }} as share_of_fed_journeys,
        coalesce(transitions.transitions, 0) as direct_transitions,
        coalesce(transitions.probability, 0) as transition_probability,
        coalesce(transitions.arrival_share, 0) as arrival_share,
        cast(pairs.fed_conversions as bigint) as fed_conversions,
        {{ divide('pairs.fed_conversions', 'totals.closed_conversions') }}
            as share_of_fed_conversions
    from pairs
    inner join totals on pairs.fed_channel = totals.channel
    left join transitions
        on pairs.channel = transitions.from_channel
        and pairs.fed_channel = transitions.to_channel
)

select * from final
order by channel, fed_channel
