-- What arrives at a channel leaves it; all journeys leave the start and come to an end; conversions
-- and their money arrive as the paths have them.
with transitions as (
    select * from {{ ref('channel_transitions') }}
),

balances as (
    select
        markov_order,
        channel,
        sum(arriving) as arriving,
        sum(leaving) as leaving
    from (
        select markov_order, to_channel as channel, transitions as arriving, 0 as leaving
        from transitions
        union all
        select markov_order, from_channel as channel, 0 as arriving, transitions as leaving
        from transitions
    ) as flows
    where channel not in ('(start)', '(conversion)', '(null)')
    group by markov_order, channel
),

ends as (
    select
        orders.markov_order,
        sum(case when from_channel = '(start)' then transitions else 0 end) as started,
        sum(case when to_channel = '(conversion)' then transitions else 0 end) as converted,
        sum(case when to_channel = '(null)' then transitions else 0 end) as ended,
        coalesce(sum(conversion_value), 0) as value
    from (select unnest([1, 2]) as markov_order) as orders
    left join transitions on orders.markov_order = transitions.markov_order
    group by orders.markov_order
),

paths as (
    select
        coalesce(sum(journeys), 0) as journeys,
        coalesce(sum(conversions), 0) as conversions,
        coalesce(sum(null_journeys), 0) as null_journeys,
        coalesce(sum(conversion_value), 0) as value
    from {{ ref('channel_paths') }}
)

select
    markov_order,
    channel as place,
    arriving as one,
    leaving as other
from balances
where arriving <> leaving
union all
select
    ends.markov_order,
    'start and ends' as place,
    ends.started as one,
    paths.journeys as other
from ends
cross join paths
where
    ends.started <> paths.journeys
    or ends.converted <> paths.conversions
    or ends.ended <> paths.null_journeys
    or ends.value <> paths.value
