-- Probabilities are shares of what leaves a state, and arrival shares of what comes to a channel.
with transitions as (
    select * from {{ ref('channel_transitions') }}
),

leaving as (
    select
        markov_order,
        previous_channel,
        from_channel,
        sum(transitions) as transitions
    from transitions
    group by markov_order, previous_channel, from_channel
),

arriving as (
    select
        markov_order,
        to_channel,
        sum(transitions) as transitions
    from transitions
    group by markov_order, to_channel
)

select transitions.*
from transitions
inner join leaving
    on transitions.markov_order = leaving.markov_order
    and transitions.previous_channel is not distinct from leaving.previous_channel
    and transitions.from_channel = leaving.from_channel
inner join arriving
    on transitions.markov_order = arriving.markov_order
    and transitions.to_channel = arriving.to_channel
where
    abs(transitions.probability * leaving.transitions - transitions.transitions) > 0.000001
    or abs(transitions.arrival_share * arriving.transitions - transitions.transitions) > 0.000001
    or transitions.probability is null
    or transitions.arrival_share is null
