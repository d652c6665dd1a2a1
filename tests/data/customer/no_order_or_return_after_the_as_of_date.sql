-- Nothing later than the as-of day is seen.
with dates as (
    select customer_id, invoice_id, order_date as date from {{ ref('orders') }}
    union all
    select customer_id, invoice_id, return_date as date from {{ ref('returns') }}
)

select dates.*
from dates
cross join {{ ref('as_of') }} as as_of
where dates.date > as_of.as_of_date
