-- Warns of invoice lines whose customer is not in the customer master: they count nowhere.
{{ config(severity='warn') }}

select
    transactions.customer_id as unknown_customer_id,
    transactions.invoice_id,
    transactions.invoice_line,
    transactions.quantity,
    transactions.invoice_date
from {{ ref('stg_transactions') }} as transactions
left join {{ ref('stg_customers') }} as customers
    on transactions.customer_id = customers.customer_id
where customers.customer_id is null
