-- Of the strongest transition of each product, the customers counted again one by one; of all, the
-- measures that follow from their counts.
with looked_at as (
    select *
    from {{ ref('customer_products') }}
    qualify count(*) over (partition by customer_id) <= {{ var('basket_customer_products_max') }}
),

starts as (
    select looked_at.*
    from looked_at
    cross join {{ ref('as_of') }} as as_of
    where {{ add_days('first_order_date', var('basket_transition_days')) }} <= as_of.as_of_date
),

counted as (
    select
        transitions.product_id,
        transitions.next_product_id,
        count(distinct starts.customer_id) as starting_customers,
        count(distinct purchases.customer_id) as customers
    from {{ ref('product_transitions') }} as transitions
    inner join starts on transitions.product_id = starts.product_id
    left join {{ ref('basket_products') }} as purchases
        on starts.customer_id = purchases.customer_id
        and transitions.next_product_id = purchases.product_id
        and purchases.order_date > starts.first_order_date
        and purchases.order_date
        <= {{ add_days('starts.first_order_date', var('basket_transition_days')) }}
    where transitions.next_rank = 1
    group by transitions.product_id, transitions.next_product_id
)

select
    transitions.product_id,
    transitions.next_product_id,
    transitions.starting_customers,
    transitions.customers,
    counted.customers as counted_customers
from {{ ref('product_transitions') }} as transitions
left join counted
    on transitions.product_id = counted.product_id
    and transitions.next_product_id = counted.next_product_id
where
    (
        transitions.next_rank = 1
        and (
            transitions.customers is distinct from counted.customers
            or transitions.starting_customers is distinct from counted.starting_customers
        )
    )
    or transitions.customers > transitions.starting_customers
    or transitions.customers < {{ var('basket_transition_customers_min') }}
    or abs(transitions.lift * transitions.expected_customers - transitions.customers)
    > 0.000001 * transitions.customers
    or transitions.median_days not between 1 and {{ var('basket_transition_days') }}
