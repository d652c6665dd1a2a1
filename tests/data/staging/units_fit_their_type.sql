-- The consumable units of a customer, in one line as in all, have at most twelve digits before the
-- point: more is a typo, and does not fit the columns of the snapshot.
with lines as (
    select
        transactions.customer_id,
        transactions.invoice_id,
        abs(cast(transactions.quantity as decimal(38, 3)) * products.unit_size) as units
    from {{ ref('stg_transactions') }} as transactions
    inner join {{ ref('stg_products') }} as products
        on transactions.product_id = products.product_id
    where lower(products.category) = 'consumable'
)

select
    customer_id,
    max(case when units >= 1000000000000 then invoice_id end) as invoice_id,
    max(units) as units_of_a_line,
    sum(units) as units_of_all_lines
from lines
group by customer_id
having sum(units) >= 1000000000000
