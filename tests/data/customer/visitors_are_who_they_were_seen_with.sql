-- A visitor is a customer if and only if that one is eligible and no other was seen with the visitor
-- up to the as-of day.
with sightings as (
    select visitor_id, customer_id, touched_date as date from {{ ref('stg_touchpoints') }}
    union all
    select visitor_id, customer_id, visited_date as date from {{ ref('stg_web_visits') }}
),

visitors as (
    select
        sightings.visitor_id,
        list_sort(list_distinct(list(sightings.customer_id))) as customers
    from sightings
    cross join {{ ref('as_of') }} as as_of
    where
        sightings.visitor_id is not null
        and sightings.customer_id is not null
        and sightings.date <= as_of.as_of_date
    group by sightings.visitor_id
),

expected as (
    select
        visitors.visitor_id,
        visitors.customers[1] as customer_id
    from visitors
    inner join {{ ref('eligible_customers') }} as eligible_customers
        on visitors.customers[1] = eligible_customers.customer_id
    where len(visitors.customers) = 1
)

select
    coalesce(expected.visitor_id, identities.visitor_id) as visitor_id,
    expected.customer_id as expected_customer_id,
    identities.customer_id
from expected
full join {{ ref('visitor_identities') }} as identities
    on expected.visitor_id = identities.visitor_id
where expected.customer_id is distinct from identities.customer_id
