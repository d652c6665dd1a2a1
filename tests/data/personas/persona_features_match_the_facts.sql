-- By a second way: what customers bought and visited, each fact by a query of its own; nobody with
-- an order is missing, and nothing after the as-of day counts.
with as_of as (
    select as_of_date from {{ ref('as_of') }}
),

spent as (
    select
        customer_id,
        sum(amount) as spend,
        count(distinct invoice_id) as orders,
        min(order_date) as first_order_date,
        max(order_date) as last_order_date
    from {{ ref('orders') }}
    group by customer_id
),

lines as (
    select
        customer_id,
        count(*) as lines,
        count(*) filter (where category = 'consumable') as consumables
    from {{ ref('counted_lines') }}
    where
        invoice_date <= (select as_of_date from as_of)
        and {{ in_order_scope('category') }}
    group by customer_id
),

returned as (
    select
        customer_id,
        sum(amount) as amount
    from {{ ref('returns') }}
    group by customer_id
),

visits as (
    select
        visits,
        duration_seconds,
        coalesce(
            customer_id,
            (
                select identities.customer_id
                from {{ ref('visitor_identities') }} as identities
                where identities.visitor_id = stg_web_visits.visitor_id
            )
        ) as customer_id
    from {{ ref('stg_web_visits') }} as stg_web_visits
    where visited_date <= (select as_of_date from as_of)
),

visited as (
    select
        customer_id,
        sum(visits) as visits,
        sum(duration_seconds) / nullif(sum(visits) filter (where duration_seconds is not null), 0)
        / 60 as minutes
    from visits
    group by customer_id
)

select
    coalesce(features.customer_id, spent.customer_id) as customer_id,
    features.orders,
    spent.orders as expected_orders,
    features.spend,
    spent.spend as expected_spend
from {{ ref('persona_features') }} as features
full join spent on features.customer_id = spent.customer_id
left join lines on spent.customer_id = lines.customer_id
left join returned on spent.customer_id = returned.customer_id
left join visited on spent.customer_id = visited.customer_id
left join {{ ref('customer_mood') }} as moods on spent.customer_id = moods.customer_id
where
    features.customer_id is null
    or features.orders is distinct from spent.orders
    or features.spend is distinct from spent.spend
    or features.first_order_date is distinct from spent.first_order_date
    or features.last_order_date is distinct from spent.last_order_date
    or features.last_order_date + features.recency_days <> (select as_of_date from as_of)
    or abs(features.lines_per_order * spent.orders - lines.lines) > 0.000001
    or abs(features.consumable_share * lines.lines - lines.consumables) > 0.000001
    or features.categories not between 1 and lines.lines
    or (features.returned_share is null) <> coalesce(spent.spend <= 0, true)
    or abs(
        features.returned_share
        - greatest(least(-coalesce(returned.amount, 0) / nullif(spent.spend, 0), 1), 0)
    ) > 0.000001
    or coalesce(features.web_visits, 0) <> coalesce(visited.visits, 0)
    or (features.minutes_per_visit is null) <> (visited.minutes is null)
    or abs(features.minutes_per_visit - visited.minutes) > 0.000001
    or features.mood is distinct from moods.mood
