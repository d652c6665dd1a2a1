-- One row per channel with the conversions and the money that it is credited with by each rule, of
-- attributed journeys. Each rule's credits add up to all of them.
with heuristics as (
    select * from {{ ref('channel_heuristics') }}
),

markov as (
    select * from {{ ref('channel_markov') }}
),

summary as (
    select * from {{ ref('attribution_summary') }}
),

final as (
    select
        heuristics.channel,
        heuristics.touches,
        heuristics.journeys,
        heuristics.converting_journeys,
        first_order.removal_effect,
        second_order.removal_effect as removal_effect_order_2,
        first_order.conversions as markov_conversions,
        second_order.conversions as markov_order_2_conversions,
        heuristics.first_touch_conversions,
        heuristics.last_touch_conversions,
        heuristics.linear_touch_conversions,
        heuristics.position_based_conversions,
        heuristics.time_decay_conversions,
        first_order.conversion_value as markov_value,
        second_order.conversion_value as markov_order_2_value,
        heuristics.first_touch_value,
        heuristics.last_touch_value,
        heuristics.linear_touch_value,
        heuristics.position_based_value,
        heuristics.time_decay_value,
        first_order.credit_share as markov_share,
        {{ divide('heuristics.last_touch_conversions', 'summary.conversions') }}
            as last_touch_share,
        summary.is_reliable and not first_order.is_pooled as is_reliable,
        case
            when first_order.is_pooled and not summary.is_reliable then summary.warning
            when first_order.is_pooled
                then
                    'More than {{ var("attribution_channels_max") }} channels: this one shares a '
                    || 'state of the chain with other rare ones, and their credit as linear '
                    || 'attribution would.'
            when second_order.is_pooled and summary.is_reliable
                then
                    'More than {{ var("attribution_order_2_channels_max") }} channels: in the '
                    || 'second order this one shares states of the chain with other rare ones.'
            else summary.warning
        end as warning
    from heuristics
    cross join summary
    inner join markov as first_order
        on heuristics.channel = first_order.channel
        and first_order.markov_order = 1
    inner join markov as second_order
        on heuristics.channel = second_order.channel
        and second_order.markov_order = 2
)

select * from final
order by channel
