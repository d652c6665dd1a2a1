-- One row per channel: what it does in the converting journeys that it is part of. In each it is
-- the only channel, the opener, the closer, both, or an assister in between.
with paths as (
    select * from {{ ref('channel_paths') }}
    where conversions > 0
),

channels as (
    select channel from {{ ref('channel_heuristics') }}
),

parts as (
    select
        conversions,
        unnest(list_distinct(channels)) as channel,
        len(list_distinct(channels)) as distinct_channels,
        channels[1] as first_channel,
        channels[-1] as last_channel
    from paths
),

counts as (
    select
        channel,
        sum(conversions) as converting_journeys,
        sum(case when distinct_channels = 1 then conversions else 0 end) as only_journeys,
        sum(
            case
                when
                    distinct_channels > 1 and channel = first_channel and channel <> last_channel
                    then conversions
                else 0
            end
        ) as opening_journeys,
        sum(
            case
                when channel <> first_channel and channel <> last_channel then conversions
                else 0
            end
        ) as assisting_journeys,
        sum(
            case
                when channel <> first_channel and channel = last_channel then conversions
                else 0
            end
        ) as closing_journeys,
        sum(
            case
                when
                    distinct_channels > 1 and channel = first_channel and channel = last_channel
                    then conversions
                else 0
            end
        ) as opening_and_closing_journeys
    from parts
    group by channel
),

shares as (
    select
        channels.channel,
        coalesce(counts.converting_journeys, 0) as converting_journeys,
        coalesce(counts.only_journeys, 0) as only_journeys,
        coalesce(counts.opening_journeys, 0) as opening_journeys,
        coalesce(counts.assisting_journeys, 0) as assisting_journeys,
        coalesce(counts.closing_journeys, 0) as closing_journeys,
        coalesce(counts.opening_and_closing_journeys, 0) as opening_and_closing_journeys,
        {{ divide(
            'counts.opening_journeys + counts.opening_and_closing_journeys',
            'counts.converting_journeys'
        ) }} as opener_share,
        {{ divide('counts.assisting_journeys', 'counts.converting_journeys') }} as assister_share,
        {{ divide(
            'counts.closing_journeys + counts.opening_and_closing_journeys',
            'counts.converting_journeys'
        ) }} as closer_share
    from channels
    left join counts on channels.channel = counts.channel
),

final as (
    select
        channel,
        case
            when converting_journeys = 0 then 'none'
            when converting_journeys = only_journeys then 'alone'
            when closer_share >= opener_share and closer_share >= assister_share then 'closer'
            when opener_share >= assister_share then 'opener'
            else 'assister'
        end as role,
        cast(converting_journeys as bigint) as converting_journeys,
        cast(only_journeys as bigint) as only_journeys,
        cast(opening_journeys as bigint) as opening_journeys,
        cast(assisting_journeys as bigint) as assisting_journeys,
        cast(closing_journeys as bigint) as closing_journeys,
        cast(opening_and_closing_journeys as bigint) as opening_and_closing_journeys,
        opener_share,
        assister_share,
        closer_share
    from shares
)

select * from final
order by channel
