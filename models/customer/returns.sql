-- One row per return: an invoice of an eligible customer with a negative line, up to the as-of
-- day. An invoice with a sale and a return is an order and a return.
with transactions as (
    select
        *,
        invoice_date + invoice_time as invoiced_at
    from {{ ref('stg_transactions') }}
    where quantity < 0
),

products as (
    select
        product_id,
        lower(category) as category,
        unit_size
    from {{ ref('stg_products') }}
),

customers as (
    select customer_id from {{ ref('eligible_customers') }}
),

counted_statuses as (
    select {{ comparable('status') }} as status from {{ ref('counted_statuses') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

-- A source that knows dates alone has midnight everywhere, which is not a time of day.
clock as (
    select count(*) > 0 as is_known
    from {{ ref('stg_transactions') }}
    where invoice_time <> cast('00:00:00' as time)
),

lines as (
    select
        transactions.*,
        case
            when products.category = 'consumable'
                then cast(transactions.quantity * products.unit_size as decimal(18, 6))
        end as consumable_units
    from transactions
    inner join customers on transactions.customer_id = customers.customer_id
    inner join products on transactions.product_id = products.product_id
    cross join as_of
    where
        transactions.invoice_date <= as_of.as_of_date
        and {{ in_order_scope('products.category') }}
        and (
            transactions.status is null
            or lower(transactions.status) in (select status from counted_statuses)
        )
),

invoices as (
    select
        customer_id,
        invoice_id,
        min(invoiced_at) as returned_at,
        count(*) as lines,
        sum(quantity) as units,
        coalesce(sum(consumable_units), 0) as consumable_units,
        sum(net_amount) as amount,
        min_by(payment_method, invoice_line)
            filter (where payment_method is not null) as payment_method
    from lines
    group by customer_id, invoice_id
),

final as (
    select
        invoices.customer_id,
        invoices.invoice_id,
        invoices.payment_method,
        cast(invoices.lines as integer) as lines,
        cast(invoices.units as decimal(18, 3)) as units,
        cast(invoices.consumable_units as decimal(18, 6)) as consumable_units,
        cast(invoices.amount as decimal(18, 2)) as amount,
        cast(invoices.returned_at as date) as return_date,
        case when clock.is_known then cast(invoices.returned_at as time) end as return_time
    from invoices
    cross join clock
)

select * from final
