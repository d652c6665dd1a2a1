-- One row per day on which a customer bought, however many orders it had, with the days to the
-- purchases before and after. Gaps and silences are counted between days: two invoices of one day
-- make no gap of 0.
with orders as (
    select * from {{ ref('orders') }}
),

days as (
    select
        customer_id,
        order_date as purchase_date,
        count(*) as orders
    from orders
    group by customer_id, order_date
),

neighbours as (
    select
        *,
        lag(purchase_date) over (partition by customer_id order by purchase_date)
            as previous_purchase_date,
        lead(purchase_date) over (partition by customer_id order by purchase_date)
            as next_purchase_date
    from days
),

final as (
    select
        customer_id,
        purchase_date,
        cast(orders as integer) as orders,
        {{ days_between('previous_purchase_date', 'purchase_date') }} as gap_days,
        previous_purchase_date,
        next_purchase_date
    from neighbours
)

select * from final
