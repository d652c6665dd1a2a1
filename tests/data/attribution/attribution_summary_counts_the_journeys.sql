-- The summary has a row if and only if there is a journey, and counts them.
with journeys as (
    select
        count(*) as journeys,
        count(*) filter (where is_converted) as conversions,
        count(*) filter (where not is_converted) as null_journeys,
        count(*) filter (where is_open) as open_journeys,
        count(*) filter (where is_converted and touches = 1) as single_touch_conversions,
        coalesce(sum(conversion_value), 0) as value
    from {{ ref('journeys') }}
    where is_attributed
)

select
    journeys.*,
    summary.*
from journeys
full join {{ ref('attribution_summary') }} as summary on true
where
    coalesce(summary.journeys, 0) <> journeys.journeys
    or summary.conversions <> journeys.conversions
    or summary.null_journeys <> journeys.null_journeys
    or summary.open_journeys <> journeys.open_journeys
    or summary.single_touch_conversions <> journeys.single_touch_conversions
    or summary.conversion_value <> journeys.value
    or summary.is_reliable
    <> (journeys.conversions >= {{ var('attribution_conversions_min') }})
    or (not summary.is_reliable and summary.warning is null)
