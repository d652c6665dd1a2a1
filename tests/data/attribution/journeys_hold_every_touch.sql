-- Touches up to the as-of day are each in a journey of their customer or visitor, with their money,
-- and no others are; the order of the channels is counted by day and spelling.
with identified as (
    select
        touchpoints.touched_date,
        {{ comparable('touchpoints.channel') }} as channel,
        coalesce(touchpoints.customer_id, identities.customer_id) as customer_id,
        case
            when coalesce(touchpoints.customer_id, identities.customer_id) is null
                then touchpoints.visitor_id
        end as visitor_id,
        touchpoints.is_conversion,
        case when touchpoints.is_conversion then touchpoints.conversion_value end as value
    from {{ ref('stg_touchpoints') }} as touchpoints
    cross join {{ ref('as_of') }} as as_of
    left join {{ ref('visitor_identities') }} as identities
        on touchpoints.visitor_id = identities.visitor_id
    where touchpoints.touched_date <= as_of.as_of_date
),

expected as (
    select
        customer_id,
        visitor_id,
        touched_date,
        channel,
        count(*) as touches,
        sum(case when is_conversion then 1 else 0 end) as conversions,
        sum(value) as value
    from identified
    where
        customer_id in (select customer_id from {{ ref('eligible_customers') }})
        or visitor_id is not null
    group by customer_id, visitor_id, touched_date, channel
),

held as (
    select
        customer_id,
        visitor_id,
        cast(touched_at as date) as touched_date,
        lower(channel) as channel,
        count(*) as touches,
        sum(case when is_conversion then 1 else 0 end) as conversions,
        sum(conversion_value) as value
    from {{ ref('journey_steps') }}
    group by customer_id, visitor_id, touched_date, lower(channel)
)

(select * from expected except all select * from held)
union all
(select * from held except all select * from expected)
