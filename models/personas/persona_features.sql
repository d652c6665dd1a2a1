-- One row per customer with an order: how the customer behaved up to the as-of day, in the units
-- that people read. What nobody of the source is known by is NULL for all; what one customer is not
-- known by, such as minutes per visit without a visit, for that one.
with orders as (
    select * from {{ ref('orders') }}
),

returns as (
    select * from {{ ref('returns') }}
),

counted_lines as (
    select * from {{ ref('counted_lines') }}
),

products as (
    select * from {{ ref('stg_products') }}
),

web_visits as (
    select * from {{ ref('stg_web_visits') }}
),

visitor_identities as (
    select * from {{ ref('visitor_identities') }}
),

customer_mood as (
    select * from {{ ref('customer_mood') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

bought as (
    select
        orders.customer_id,
        count(*) as orders,
        sum(orders.lines) as lines,
        sum(orders.amount) as spend,
        min(orders.order_date) as first_order_date,
        max(orders.order_date) as last_order_date,
        {{ days_between('max(orders.order_date)', 'max(as_of.as_of_date)') }} as recency_days
    from orders
    cross join as_of
    group by orders.customer_id
),

returned as (
    select
        customer_id,
        -sum(amount) as amount
    from returns
    group by customer_id
),

-- A product that appears twice in the master is a warning elsewhere, and one product here.
product_groups as (
    select
        product_id,
        min(coalesce(product_group, lower(category))) as product_group
    from products
    group by product_id
),

assortment as (
    select
        lines.customer_id,
        count(distinct groups.product_group) as categories,
        sum(case when lines.category = 'consumable' then 1 else 0 end) as consumable_lines,
        count(*) as lines
    from counted_lines as lines
    inner join product_groups as groups on lines.product_id = groups.product_id
    cross join as_of
    where
        lines.invoice_date <= as_of.as_of_date
        and {{ in_order_scope('lines.category') }}
    group by lines.customer_id
),

seen as (
    select
        coalesce(web_visits.customer_id, visitor_identities.customer_id) as customer_id,
        sum(web_visits.visits) as visits,
        sum(case when web_visits.duration_seconds is not null then web_visits.visits end)
            as visits_with_duration,
        sum(web_visits.duration_seconds) as seconds
    from web_visits
    left join visitor_identities on web_visits.visitor_id = visitor_identities.visitor_id
    cross join as_of
    where web_visits.visited_date <= as_of.as_of_date
    group by coalesce(web_visits.customer_id, visitor_identities.customer_id)
),

-- No visit of anybody means that visits are not known; no visit of one customer, where there are others',
-- is 0.
known as (
    select count(*) > 0 as has_visits from seen
),

final as (
    select
        bought.customer_id,
        cast(bought.spend as decimal(18, 2)) as spend,
        cast(bought.orders as integer) as orders,
        bought.recency_days,
        {{ divide('bought.lines', 'bought.orders') }} as lines_per_order,
        cast(assortment.categories as integer) as categories,
        {{ divide('assortment.consumable_lines', 'assortment.lines') }} as consumable_share,
        case
            when bought.spend > 0
                then
                    least(
                        {{ divide('greatest(coalesce(returned.amount, 0), 0)', 'bought.spend') }}, 1
                    )
        end as returned_share,
        case when known.has_visits then cast(coalesce(seen.visits, 0) as integer) end as web_visits,
        {{ divide('seen.seconds', 'seen.visits_with_duration * 60') }} as minutes_per_visit,
        customer_mood.mood,
        bought.first_order_date,
        bought.last_order_date
    from bought
    cross join known
    left join assortment on bought.customer_id = assortment.customer_id
    left join returned on bought.customer_id = returned.customer_id
    left join seen on bought.customer_id = seen.customer_id
    left join customer_mood on bought.customer_id = customer_mood.customer_id
)

select * from final
