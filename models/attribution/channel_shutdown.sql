-- One row per channel: what the Markov chain says is lost when it is switched off, and how much of
-- that falls on sales that other channels close. Everybody who would have come through it counts as
-- lost, so it is the most that can be lost.
with attribution as (
    select * from {{ ref('channel_attribution') }}
),

markov as (
    select * from {{ ref('channel_markov') }}
    where markov_order = 1
),

summary as (
    select * from {{ ref('attribution_summary') }}
),

-- The channel whose sales the loss falls on most; of equals the first in the alphabet.
feeds as (
    select
        *,
        row_number() over (
            partition by channel
            order by fed_conversions desc, fed_channel
        ) as place
    from {{ ref('channel_feeds') }}
    where fed_conversions > 0
),

losses as (
    select
        attribution.channel,
        attribution.removal_effect as lost_share,
        attribution.removal_effect * summary.conversions as lost_conversions,
        attribution.removal_effect_order_2 * summary.conversions as lost_conversions_order_2,
        markov.value_removal_effect * cast(summary.conversion_value as double) as lost_value,
        attribution.last_touch_conversions as own_conversions,
        attribution.is_reliable,
        attribution.warning
    from attribution
    cross join summary
    inner join markov on attribution.channel = markov.channel
),

-- Rounding may make a loss smaller than what the channel closes.
cascades as (
    select
        *,
        case
            when lost_conversions is not null
                then greatest(lost_conversions - own_conversions, 0)
        end as cascade_conversions
    from losses
),

final as (
    select
        cascades.channel,
        cascades.lost_share,
        cascades.lost_conversions,
        cascades.own_conversions,
        cascades.cascade_conversions,
        {{ divide('cascades.cascade_conversions', 'cascades.lost_conversions') }}
            as cascade_share,
        cascades.lost_conversions_order_2,
        cascades.lost_value,
        feeds.fed_channel as hardest_hit_channel,
        feeds.share_of_fed_conversions as hardest_hit_share,
        cascades.lost_share >= {{ var('attribution_collapse_share_min') }} as is_collapse,
        cascades.is_reliable,
        cascades.warning
    from cascades
    left join feeds
        on cascades.channel = feeds.channel
        and feeds.place = 1
)

select * from final
order by channel
