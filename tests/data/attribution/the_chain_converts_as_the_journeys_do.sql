-- A chain counted from journeys converts as many of them as converted, and earns as much a journey;
-- a channel's removal loses at least what the channel closes, and at most everything.
select
    markov.*,
    attribution.last_touch_conversions
from {{ ref('channel_markov') }} as markov
cross join {{ ref('attribution_summary') }} as summary
inner join {{ ref('channel_attribution') }} as attribution
    on markov.channel = attribution.channel
where
    abs(markov.conversion_probability - summary.conversion_rate) > 0.000000001
    or {{ differs('markov.value_per_journey * summary.journeys', 'summary.conversion_value') }}
    or markov.removal_effect > 1.000000001
    or markov.value_removal_effect > 1.000000001
    or markov.removal_effect * summary.conversions < attribution.last_touch_conversions - 0.000001
    or (markov.removal_effect is null and not markov.is_pooled and summary.conversions > 0)
