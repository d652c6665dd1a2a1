-- One row per invoice line that counts: of an eligible customer, in a counted status, positive.
-- Returns, zero lines and free samples are out here, so that nothing later has to think of them:
-- the CRM layer works as if returns never occurred.
with transactions as (
    select * from {{ ref('stg_transactions') }}
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

lines as (
    select
        transactions.customer_id,
        transactions.invoice_id,
        transactions.invoice_line,
        transactions.product_id,
        products.category,
        transactions.payment_method,
        transactions.quantity,
        case
            when products.category = 'consumable'
                then cast(transactions.quantity * products.unit_size as decimal(18, 6))
        end as units,
        transactions.net_amount,
        transactions.invoice_date,
        transactions.invoice_time
    from transactions
    inner join customers on transactions.customer_id = customers.customer_id
    inner join products on transactions.product_id = products.product_id
    where
        transactions.status is null
        or lower(transactions.status) in (select status from counted_statuses)
),

final as (
    select
        customer_id,
        invoice_id,
        invoice_line,
        product_id,
        category,
        payment_method,
        quantity,
        units,
        net_amount,
        invoice_date,
        invoice_time
    from lines
    where
        quantity > 0
        and (category <> 'consumable' or units > 0)
)

select * from final
