-- One row per channel in a Markov chain of an order: what is lost without it, and its credit. Each
-- state of the chain is a channel, or in the second order a channel and the one before. The rarest
-- channels share a state when there are more than the vars attribution_channels_max allow.
with transitions as (
    select * from {{ ref('channel_transitions') }}
),

heuristics as (
    select * from {{ ref('channel_heuristics') }}
),

paths as (
    select
        sum(conversions) as conversions,
        sum(unvalued_conversions) as unvalued_conversions,
        sum(conversion_value) as conversion_value
    from {{ ref('channel_paths') }}
),

orders as (
    select
        1 as markov_order,
        {{ var('attribution_channels_max') }} as most_channels
    union all
    select
        2 as markov_order,
        {{ var('attribution_order_2_channels_max') }} as most_channels
),

channels as (
    select
        channel,
        linear_touch_conversions,
        linear_touch_value,
        row_number() over (order by touches desc, channel) as place
    from heuristics
),

numbers as (
    select
        orders.markov_order,
        channels.channel,
        channels.linear_touch_conversions,
        channels.linear_touch_value,
        cast(least(channels.place, orders.most_channels) as integer) as channel_number
    from channels
    cross join orders
),

-- The start is 0, a conversion -1, and the end without one -2.
numbered as (
    select
        transitions.markov_order,
        coalesce(previous.channel_number, 0) as previous_number,
        coalesce(departed.channel_number, 0) as from_number,
        case
            when transitions.to_channel = '(conversion)' then -1
            when transitions.to_channel = '(null)' then -2
            else arrived.channel_number
        end as to_number,
        sum(transitions.transitions) as journeys,
        sum(transitions.conversion_value) as conversion_value
    from transitions
    left join numbers as previous
        on transitions.previous_channel = previous.channel
        and transitions.markov_order = previous.markov_order
    left join numbers as departed
        on transitions.from_channel = departed.channel
        and transitions.markov_order = departed.markov_order
    left join numbers as arrived
        on transitions.to_channel = arrived.channel
        and transitions.markov_order = arrived.markov_order
    group by all
),

-- In the first order nothing is before, and the state is the channel.
states as (
    select
        markov_order,
        previous_number,
        from_number,
        row_number() over (
            partition by markov_order
            order by from_number, previous_number
        ) as state
    from (
        select distinct markov_order, previous_number, from_number
        from numbered
        where from_number > 0
    ) as seen
),

flows as (
    select
        numbered.markov_order,
        coalesce(departed.state, 0) as from_state,
        case when numbered.to_number < 0 then numbered.to_number else arrived.state end as to_state,
        numbered.journeys,
        numbered.conversion_value
    from numbered
    left join states as departed
        on numbered.markov_order = departed.markov_order
        and numbered.from_number = departed.from_number
        and numbered.previous_number = departed.previous_number
    left join states as arrived
        on numbered.markov_order = arrived.markov_order
        and numbered.to_number = arrived.from_number
        and arrived.previous_number
        = case when numbered.markov_order = 1 then 0 else numbered.from_number end
),

chains as (
    select
        flows.markov_order,
        markov_removal(
            list(flows.from_state order by flows.from_state, flows.to_state),
            list(flows.to_state order by flows.from_state, flows.to_state),
            list(flows.journeys order by flows.from_state, flows.to_state),
            list(flows.conversion_value order by flows.from_state, flows.to_state),
            any_value(state_lists.state_channels)
        ) as chain
    from flows
    inner join (
        select
            markov_order,
            list(from_number order by state) as state_channels
        from states
        group by markov_order
    ) as state_lists on flows.markov_order = state_lists.markov_order
    group by flows.markov_order
),

removals as (
    select
        markov_order,
        removal.channel as channel_number,
        removal.removal_effect,
        removal.value_removal_effect
    from (
        select
            markov_order,
            unnest(chain.channels) as removal
        from chains
    ) as unnested
),

credits as (
    select
        *,
        {{ divide(
            'removal_effect',
            'sum(' ~ exact('removal_effect') ~ ') over (partition by markov_order)'
        ) }} as credit_share,
        {{ divide(
            'value_removal_effect',
            'sum(' ~ exact('value_removal_effect') ~ ') over (partition by markov_order)'
        ) }} as value_credit_share
    from removals
),

-- Channels that share a state share its credit as they share the linear credit.
sharing as (
    select
        *,
        count(*) over same_state > 1 as is_pooled,
        case
            when count(*) over same_state = 1 then 1
            else
                {{ divide(
                    'linear_touch_conversions',
                    'sum(' ~ exact('linear_touch_conversions') ~ ') over same_state'
                ) }}
        end as share_of_state,
        case
            when count(*) over same_state = 1 then 1
            else
                {{ divide(
                    'linear_touch_value',
                    'sum(' ~ exact('linear_touch_value') ~ ') over same_state'
                ) }}
        end as value_share_of_state
    from numbers
    window same_state as (partition by markov_order, channel_number)
),

final as (
    select
        sharing.markov_order,
        sharing.channel,
        case when not sharing.is_pooled then credits.removal_effect end as removal_effect,
        case when not sharing.is_pooled then credits.value_removal_effect end
            as value_removal_effect,
        coalesce(credits.credit_share * sharing.share_of_state, 0) as credit_share,
        coalesce(credits.value_credit_share * sharing.value_share_of_state, 0)
            as value_credit_share,
        coalesce(credits.credit_share * sharing.share_of_state * paths.conversions, 0)
            as conversions,
        coalesce(
            credits.value_credit_share * sharing.value_share_of_state
            * cast(paths.conversion_value as double),
            0
        ) as conversion_value,
        chains.chain.conversion_probability as conversion_probability,
        chains.chain.value_per_journey as value_per_journey,
        sharing.is_pooled
    from sharing
    cross join paths
    inner join chains on sharing.markov_order = chains.markov_order
    left join credits
        on sharing.markov_order = credits.markov_order
        and sharing.channel_number = credits.channel_number
)

select * from final
order by markov_order, channel
