-- Who responded ordered in the window, and what was known beforehand are the orders before it.
with counted as (
    select
        population.campaign_id,
        population.customer_id,
        count(orders.invoice_id) filter (
            where
                orders.order_date
                between population.assigned_date and population.window_end_date
        ) as orders_within,
        count(orders.invoice_id) filter (
            where orders.order_date < population.assigned_date
        ) as orders_before
    from {{ ref('uplift_population') }} as population
    left join {{ ref('orders') }} as orders on population.customer_id = orders.customer_id
    group by population.campaign_id, population.customer_id
)

select
    population.campaign_id,
    population.customer_id,
    population.is_observed,
    population.is_responder,
    population.response_orders,
    counted.orders_within,
    counted.orders_before,
    population.assigned_date,
    population.window_end_date
from {{ ref('uplift_population') }} as population
cross join {{ ref('as_of') }} as as_of
left join counted
    on population.campaign_id = counted.campaign_id
    and population.customer_id = counted.customer_id
where
    population.is_observed <> (population.window_end_date <= as_of.as_of_date)
    or (population.is_responder is not null) <> population.is_observed
    or population.is_responder <> (counted.orders_within > 0)
    or population.response_orders <> counted.orders_within
    or population.window_end_date
    <> {{ add_days('population.assigned_date', var('uplift_window_days') ~ ' - 1') }}
    or abs(population.features[2] - ln(1 + counted.orders_before)) > 1e-9
