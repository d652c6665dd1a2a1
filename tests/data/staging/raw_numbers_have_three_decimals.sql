-- Quantities and unit sizes carry at most three decimals: a fourth would be rounded away.
select
    'transactions' as source,
    invoice_id as id,
    quantity as number
from {{ source('raw', 'transactions') }}
where quantity <> round(quantity, 3)
union all
select
    'products' as source,
    product_id as id,
    unit_size as number
from {{ source('raw', 'products') }}
where unit_size <> round(unit_size, 3)
