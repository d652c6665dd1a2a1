-- Frequency, recency and age of every customer are those of the orders up to the day, and nobody who
-- had ordered by then is missing; nothing later is in them.
with expected as (
    select
        cutoffs.as_of_date,
        orders.customer_id,
        count(distinct orders.order_date) - 1 as frequency,
        {{ days_between('min(orders.order_date)', 'max(orders.order_date)') }} as recency_days,
        {{ days_between('min(orders.order_date)', 'cutoffs.as_of_date') }} as age_days,
        max(orders.order_date) as last_order_date
    from {{ ref('orders') }} as orders
    inner join {{ ref('clv_cutoffs') }} as cutoffs on orders.order_date <= cutoffs.as_of_date
    group by cutoffs.as_of_date, orders.customer_id
)

select
    coalesce(expected.as_of_date, histories.as_of_date) as as_of_date,
    expected.customer_id as customer_id_in_orders,
    histories.customer_id as customer_id_in_histories
from expected
full outer join {{ ref('clv_histories') }} as histories
    on expected.as_of_date = histories.as_of_date
    and expected.customer_id = histories.customer_id
where
    expected.frequency is distinct from histories.frequency
    or expected.recency_days is distinct from histories.recency_days
    or expected.age_days is distinct from histories.age_days
    or expected.last_order_date is distinct from histories.last_purchase_date
    or histories.valued_purchases not between 0 and histories.frequency
    or (histories.valued_purchases = 0) <> (histories.monetary_value = 0)
    or histories.monetary_value < 0
