-- A customer's spells begin with a device of that month and end where the next one begins.
with spells as (
    select
        *,
        lead(from_month) over (partition by customer_id order by from_month) as next_month
    from {{ ref('core_product_owners') }}
)

select spells.*
from spells
left join (
    select distinct
        customer_id,
        product_id,
        {{ month_start('invoice_date') }} as month
    from {{ ref('counted_lines') }}
    where category = 'device'
) as bought
    on spells.customer_id = bought.customer_id
    and spells.core_product_id = bought.product_id
    and spells.from_month = bought.month
where
    spells.before_month is distinct from spells.next_month
    or bought.customer_id is null
