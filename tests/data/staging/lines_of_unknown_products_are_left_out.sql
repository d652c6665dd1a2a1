-- Warns of invoice lines whose product is not in the product master: they count nowhere.
{{ config(severity='warn') }}

select
    transactions.product_id as unknown_product_id,
    transactions.customer_id,
    transactions.invoice_id,
    transactions.invoice_line,
    transactions.quantity,
    transactions.invoice_date
from {{ ref('stg_transactions') }} as transactions
left join {{ ref('stg_products') }} as products
    on transactions.product_id = products.product_id
where products.product_id is null
