-- The loss is the removal effect of all conversions; what the channel closes itself and what
-- cascades make it up.
select
    shutdown.*,
    attribution.removal_effect
from {{ ref('channel_shutdown') }} as shutdown
cross join {{ ref('attribution_summary') }} as summary
full join {{ ref('channel_attribution') }} as attribution
    on shutdown.channel = attribution.channel
where
    shutdown.channel is null
    or attribution.channel is null
    or shutdown.lost_share is distinct from attribution.removal_effect
    or {{ differs(
        'shutdown.lost_conversions', 'attribution.removal_effect * summary.conversions'
    ) }}
    or {{ differs(
        'shutdown.own_conversions + shutdown.cascade_conversions', 'shutdown.lost_conversions'
    ) }}
    or shutdown.is_collapse <> (shutdown.lost_share >= {{ var('attribution_collapse_share_min') }})
    or (
        shutdown.lost_value > summary.conversion_value
        and {{ differs('shutdown.lost_value', 'summary.conversion_value') }}
    )
    or shutdown.hardest_hit_channel = shutdown.channel
