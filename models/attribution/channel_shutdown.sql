-- One row is a channel: what the Markov chain says is lost when it is switched off, and how much of
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

final as (
    select
        losses.channel,
        losses.lost_share,
        losses.lost_conversions,
        losses.own_conversions,
        greatest(losses.lost_conversions - losses.own_conversions, 0) as cascade_conversions,
        {{ divide(
            'greatest(losses.lost_conversions - losses.own_conversions, 0)',
            'losses.lost_conversions'
        ) }} as cascade_share,
        losses.lost_conversions_order_2,
        losses.lost_value,
        feeds.fed_channel as hardest_hit_channel,
        feeds.share_of_fed_conversions as hardest_hit_share,
        losses.lost_share >= {{ number_var('collapse_share', 0, 1) }} as is_collapse,
        losses.is_reliable,
        losses.warning
    from losses
    left join feeds
        on losses.channel = feeds.channel
        and feeds.place = 1
)

select * from final
order by channel
