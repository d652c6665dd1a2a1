-- One row per line of an invoice with its calendar day and time of day; sales and returns alike.
with transactions as (
    select * from {{ source('raw', 'transactions') }}
),

final as (
    select
        {{ trimmed('customer_id') }} as customer_id,
        {{ trimmed('invoice_id') }} as invoice_id,
        cast(invoice_line as integer) as invoice_line,
        {{ trimmed('product_id') }} as product_id,
        {{ trimmed('status') }} as status,
        {{ trimmed('payment_method') }} as payment_method,
        cast(quantity as decimal(18, 3)) as quantity,
        cast(net_amount as decimal(18, 2)) as net_amount,
        cast(invoice_date as date) as invoice_date,
        cast(invoice_date as time) as invoice_time
    from transactions
)

select * from final
