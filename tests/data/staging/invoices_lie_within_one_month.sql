-- Warns of invoices whose lines are dated in more than one month: such an invoice counts as an
-- order in each.
{{ config(severity='warn') }}

select
    customer_id,
    invoice_id,
    count(*) as lines,
    min(invoice_date) as first_date,
    max(invoice_date) as last_date
from {{ ref('stg_transactions') }}
group by customer_id, invoice_id
having {{ month_start('min(invoice_date)') }} <> {{ month_start('max(invoice_date)') }}
