-- Pairs of channels, the one before the other, by brute force over all pairs of steps.
with touches as (
    select
        channels,
        journeys,
        conversions,
        unnest(channels) as channel,
        generate_subscripts(channels, 1) as step
    from {{ ref('channel_paths') }}
),

pairs as (
    select distinct
        earlier.channel,
        later.channel as fed_channel,
        earlier.channels,
        earlier.journeys,
        case when later.channel = earlier.channels[-1] then earlier.conversions else 0 end
            as conversions
    from touches as earlier
    inner join touches as later
        on earlier.channels = later.channels
        and earlier.step < later.step
        and earlier.channel <> later.channel
),

expected as (
    select
        channel,
        fed_channel,
        sum(journeys) as fed_journeys,
        sum(conversions) as fed_conversions
    from pairs
    group by channel, fed_channel
)

select
    expected.*,
    feeds.*
from expected
full join {{ ref('channel_feeds') }} as feeds
    on expected.channel = feeds.channel
    and expected.fed_channel = feeds.fed_channel
where
    expected.channel is null
    or feeds.channel is null
    or expected.fed_journeys is distinct from feeds.fed_journeys
    or expected.fed_conversions is distinct from feeds.fed_conversions
    or feeds.share_of_fed_journeys not between 0 and 1
    or coalesce(feeds.share_of_fed_conversions, 0) not between 0 and 1
    or (feeds.direct_transitions > 0) <> (feeds.arrival_share > 0)
