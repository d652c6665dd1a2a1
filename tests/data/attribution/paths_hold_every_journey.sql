-- Paths account for all attributed journeys, by length, and for their conversions and money.
with journeys as (
    select
        touches,
        count(*) as journeys,
        sum(case when is_converted then 1 else 0 end) as conversions,
        sum(case when is_converted then 0 else 1 end) as null_journeys,
        sum(case when is_open then 1 else 0 end) as open_journeys,
        sum(case when is_converted and conversion_value is null then 1 else 0 end) as unvalued,
        coalesce(sum(conversion_value), 0) as value
    from {{ ref('journeys') }}
    where is_attributed
    group by touches
),

paths as (
    select
        touches,
        sum(journeys) as journeys,
        sum(conversions) as conversions,
        sum(null_journeys) as null_journeys,
        sum(open_journeys) as open_journeys,
        sum(unvalued_conversions) as unvalued,
        sum(conversion_value) as value
    from {{ ref('channel_paths') }}
    group by touches
)

(select * from journeys except all select * from paths)
union all
(select * from paths except all select * from journeys)
