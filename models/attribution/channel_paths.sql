-- One row per path: the same channels in the same order. All that is counted of attributed
-- journeys, but for time, is counted from these.
with journeys as (
    select * from {{ ref('journeys') }}
    where is_attributed
),

final as (
    select
        channels,
        array_to_string(channels, ' > ') as path,
        cast(len(channels) as integer) as touches,
        count(*) as journeys,
        count(*) filter (where is_converted) as conversions,
        count(*) filter (where not is_converted) as null_journeys,
        count(*) filter (where is_open) as open_journeys,
        count(*) filter (where is_converted and conversion_value is null) as unvalued_conversions,
        cast(coalesce(sum(conversion_value), 0) as decimal(18, 2)) as conversion_value
    from journeys
    group by channels
)

select * from final
