-- One row per touch of a journey, up to the as-of day. A journey belongs to a customer, or to a
-- visitor whom nobody knows. It ends with a conversion; a touch after a conversion, or after more
-- than attribution_journey_gap_days days without one, begins the next.
with touchpoints as (
    select * from {{ ref('stg_touchpoints') }}
),

identities as (
    select * from {{ ref('visitor_identities') }}
),

customers as (
    select customer_id from {{ ref('eligible_customers') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

-- A touch that names a customer who is not eligible is nobody's, whatever its visitor.
touches as (
    select
        coalesce(customers.customer_id, identities.customer_id) as customer_id,
        case
            when coalesce(customers.customer_id, identities.customer_id) is null
                then touchpoints.visitor_id
        end as visitor_id,
        touchpoints.touched_at,
        touchpoints.channel,
        {{ comparable('touchpoints.channel') }} as channel_key,
        touchpoints.conversion_value,
        touchpoints.is_conversion
    from touchpoints
    cross join as_of
    left join customers on touchpoints.customer_id = customers.customer_id
    left join identities
        on case when touchpoints.customer_id is null then touchpoints.visitor_id end
        = identities.visitor_id
    where
        touchpoints.touched_date <= as_of.as_of_date
        and touchpoints.channel is not null
        and (touchpoints.customer_id is null or customers.customer_id is not null)
        and (touchpoints.customer_id is not null or touchpoints.visitor_id is not null)
),

-- The commonest way to write a channel, of equals the first in the alphabet.
spellings as (
    select
        channel_key,
        channel,
        row_number() over (partition by channel_key order by count(*) desc, channel) as place
    from touches
    group by channel_key, channel
),

people as (
    select
        *,
        coalesce('customer:' || customer_id, 'visitor:' || visitor_id) as person
    from touches
),

-- Of touches at the same moment, a conversion comes last.
beginnings as (
    select
        *,
        row_number() over person_touches as touch_number,
        case
            when lag(is_conversion) over person_touches
                then 1
            when
                {{ days_between(
                    'cast(lag(touched_at) over person_touches as date)',
                    'cast(touched_at as date)'
                ) }} <= {{ var('attribution_journey_gap_days') }}
                then 0
            else 1
        end as begins
    from people
    window person_touches as (
        partition by person
        order by touched_at, is_conversion, channel_key, conversion_value, channel
    )
),

numbered as (
    select
        *,
        sum(begins) over so_far as journey_number,
        touch_number - max(case when begins = 1 then touch_number end) over so_far + 1 as step
    from beginnings
    window so_far as (
        partition by person
        order by touch_number
        rows between unbounded preceding and current row
    )
),

final as (
    select
        numbered.person || ':' || cast(numbered.journey_number as integer) as journey_id,
        cast(numbered.step as integer) as step,
        numbered.customer_id,
        numbered.visitor_id,
        cast(numbered.journey_number as integer) as journey_number,
        spellings.channel,
        case when numbered.is_conversion then numbered.conversion_value end as conversion_value,
        numbered.is_conversion,
        numbered.touched_at
    from numbered
    inner join spellings
        on numbered.channel_key = spellings.channel_key
        and spellings.place = 1
)

select * from final
