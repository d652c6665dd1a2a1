-- Month by month, the snapshot's m1 adds up to the counted units of the raw lines, and the
-- rollup's orders to the invoices with such a line: nothing is lost, and nothing counted twice.
with counted as (
    select
        {{ month_start('transactions.invoice_date') }} as month,
        sum(transactions.quantity * products.unit_size) as units,
        count(distinct transactions.customer_id || ' ' || transactions.invoice_id) as orders
    from {{ ref('stg_transactions') }} as transactions
    inner join {{ ref('stg_products') }} as products
        on
            transactions.product_id = products.product_id
            and lower(products.category) = 'consumable'
    inner join {{ ref('stg_customers') }} as customers
        on transactions.customer_id = customers.customer_id
    where
        transactions.quantity > 0
        and products.unit_size > 0
        and lower(customers.customer_type) not in (
            select {{ comparable('customer_type') }} from {{ ref('excluded_customer_types') }}
        )
        and (
            transactions.status is null
            or lower(transactions.status) in (
                select {{ comparable('status') }} from {{ ref('counted_statuses') }}
            )
        )
    group by {{ month_start('transactions.invoice_date') }}
),

rollup_orders as (
    select
        month,
        sum(orders) as orders
    from {{ ref('monthly_rollup') }}
    group by month
),

snapshot as (
    select
        report_month,
        sum(m1) as units
    from {{ ref('crm_snapshot') }}
    group by report_month
)

select
    snapshot.report_month,
    snapshot.units as units_in_snapshot,
    counted.units as units_counted,
    rollup_orders.orders as orders_in_rollup,
    counted.orders as orders_counted
from snapshot
left join counted on snapshot.report_month = counted.month
left join rollup_orders on snapshot.report_month = rollup_orders.month
where
    snapshot.units <> coalesce(counted.units, 0)
    or coalesce(rollup_orders.orders, 0) <> coalesce(counted.orders, 0)
