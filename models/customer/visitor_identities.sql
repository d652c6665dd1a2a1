-- One row per visitor of the website who is known to be an eligible customer, from the contacts
-- and visits up to the as-of day that name both. A visitor who was seen with several customers,
-- such as a shared computer, is nobody.
with touchpoints as (
    select * from {{ ref('stg_touchpoints') }}
),

web_visits as (
    select * from {{ ref('stg_web_visits') }}
),

customers as (
    select customer_id from {{ ref('eligible_customers') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

sightings as (
    select
        visitor_id,
        customer_id,
        touched_date as seen_date
    from touchpoints
    union all
    select
        visitor_id,
        customer_id,
        visited_date as seen_date
    from web_visits
),

visitors as (
    select
        sightings.visitor_id,
        min(sightings.customer_id) as customer_id,
        max(sightings.customer_id) as other_customer_id
    from sightings
    cross join as_of
    where
        sightings.visitor_id is not null
        and sightings.customer_id is not null
        and sightings.seen_date <= as_of.as_of_date
    group by sightings.visitor_id
),

final as (
    select
        visitors.visitor_id,
        visitors.customer_id
    from visitors
    inner join customers on visitors.customer_id = customers.customer_id
    where visitors.customer_id = visitors.other_customer_id
)

select * from final
