{%- set days = var('basket_transition_days') -%}
{%- set least_customers = var('basket_transition_customers_min') -%}
-- One row per pair of products in order: of those who bought the first for the first time, how
-- many bought the next within so many days, on a later day. What is expected is how often the next
-- one is bought within as many days after the first purchase of any product, so that a product that
-- everybody buys all the time follows nothing in particular.
with customer_products as (
    select * from {{ ref('customer_products') }}
),

basket_products as (
    select * from {{ ref('basket_products') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

products as (
    select
        product_id,
        coalesce(min(product_name), product_id) as product_name,
        min(product_group) as product_group
    from {{ ref('stg_products') }}
    where product_id is not null
    group by product_id
),

-- The pairs of a customer grow with the square, and who buys everything goes from all to all.
looked_at as (
    select *
    from customer_products
    qualify
        count(*) over (partition by customer_id)
        <= {{ var('basket_customer_products_max') }}
),

items as (
    select
        product_id,
        cast(row_number() over (order by product_id) as integer) as item
    from looked_at
    group by product_id
    having count(*) >= {{ least_customers }}
),

-- A first purchase counts once its days are over by the as-of day: before, nobody knows.
starts as (
    select
        looked_at.customer_id,
        items.item,
        looked_at.first_order_date
    from looked_at
    inner join items on looked_at.product_id = items.product_id
    cross join as_of
    where {{ add_days('looked_at.first_order_date', days) }} <= as_of.as_of_date
),

purchases as (
    select
        basket_products.customer_id,
        items.item,
        basket_products.order_date,
        lag(basket_products.order_date) over (
            partition by basket_products.customer_id, items.item
            order by basket_products.order_date
        ) as previous_date
    from basket_products
    inner join items on basket_products.product_id = items.product_id
    where basket_products.customer_id in (select customer_id from starts)
),

-- The first time after the start: the time before, if there is one, is not after it.
followed as (
    select
        starts.item,
        purchases.item as next_item,
        {{ days_between('starts.first_order_date', 'purchases.order_date') }} as days
    from starts
    inner join purchases
        on starts.customer_id = purchases.customer_id
        and purchases.order_date > starts.first_order_date
        and purchases.order_date <= {{ add_days('starts.first_order_date', days) }}
    where
        purchases.previous_date is null
        or purchases.previous_date <= starts.first_order_date
),

next_counts as (
    select
        next_item,
        count(*) as starts
    from followed
    group by next_item
),

common_pairs as (
    select
        item,
        next_item,
        count(*) as customers
    from followed
    group by item, next_item
    having count(*) >= {{ least_customers }}
),

-- Only of the pairs that stay: a median keeps all its values.
pairs as (
    select
        common_pairs.item,
        common_pairs.next_item,
        common_pairs.customers,
        next_counts.starts as next_starts,
        medians.median_days
    from common_pairs
    inner join next_counts on common_pairs.next_item = next_counts.next_item
    inner join (
        select
            followed.item,
            followed.next_item,
            median(followed.days) as median_days
        from followed
        inner join common_pairs
            on followed.item = common_pairs.item
            and followed.next_item = common_pairs.next_item
        group by followed.item, followed.next_item
    ) as medians
        on common_pairs.item = medians.item
        and common_pairs.next_item = medians.next_item
),

start_counts as (
    select
        item,
        count(*) as customers,
        sum(count(*)) over () as all_starts,
        count(*) over () as items
    from starts
    group by item
),

measured as (
    select
        pairs.item,
        pairs.next_item,
        starts.customers as starting_customers,
        pairs.customers,
        pairs.median_days,
        starts.items * starts.items as combinations,
        {{ divide('starts.customers * pairs.next_starts', 'starts.all_starts') }}
            as expected_customers,
        {{ divide(
            'pairs.customers * starts.all_starts', 'starts.customers * pairs.next_starts'
        ) }} as lift
    from pairs
    inner join start_counts as starts on pairs.item = starts.item
),

-- The dearer of two products of a group is the way up: mean price per piece, where it is known.
prices as (
    select
        product_id,
        {{ divide('sum(amount)', 'sum(case when amount is not null then quantity end)') }}
            as unit_price
    from basket_products
    group by product_id
),

judged as (
    select
        measured.*,
        {{ divide('measured.customers', 'measured.starting_customers') }} as share,
        reverse_pairs.lift as reverse_lift,
        poisson_tail(measured.customers, measured.expected_customers) as p_value,
        row_number() over (
            partition by measured.item
            order by measured.lift desc, measured.customers desc, measured.next_item
        ) as next_rank
    from measured
    left join measured as reverse_pairs
        on measured.item = reverse_pairs.next_item
        and measured.next_item = reverse_pairs.item
    qualify next_rank <= {{ var('basket_transition_next_max') }}
),

final as (
    select
        items.product_id,
        next_items.product_id as next_product_id,
        products.product_name,
        next_products.product_name as next_product_name,
        case
            when judged.item = judged.next_item then 'again'
            when products.product_group is null or next_products.product_group is null then null
            when products.product_group <> next_products.product_group then 'cross-sell'
            when next_prices.unit_price > prices.unit_price then 'up-sell'
            when next_prices.unit_price <= prices.unit_price then 'down-sell'
        end as kind,
        cast(judged.next_rank as integer) as next_rank,
        cast(judged.starting_customers as bigint) as starting_customers,
        cast(judged.customers as bigint) as customers,
        judged.expected_customers,
        judged.share,
        judged.lift,
        judged.reverse_lift,
        cast(judged.median_days as double) as median_days,
        judged.p_value,
        judged.lift > 1
        and {{ sure_beyond_chance('judged.p_value', 'judged.combinations') }} as is_reliable
    from judged
    inner join items on judged.item = items.item
    inner join items as next_items on judged.next_item = next_items.item
    inner join products on items.product_id = products.product_id
    inner join products as next_products on next_items.product_id = next_products.product_id
    left join prices on items.product_id = prices.product_id
    left join prices as next_prices on next_items.product_id = next_prices.product_id
)

select * from final
order by lift desc, customers desc, product_id, next_product_id
