-- No transaction before the var earliest_date or after the day of the run: such a date is a typo,
-- and would stretch the grid of months to it.
select
    customer_id,
    invoice_id,
    invoice_line,
    invoice_date
from {{ ref('stg_transactions') }}
where
    invoice_date < {{ date_literal(var('earliest_date')) }}
    or invoice_date > {{ run_date() }}
