-- Warns of products that the master lists more than once in the same words. They are read as one;
-- where their rows differ, the unique test of stg_products refuses them.
{{ config(severity='warn') }}

select
    {{ trimmed('product_id') }} as product_id,
    count(*) as rows_in_master
from {{ source('raw', 'products') }}
group by {{ trimmed('product_id') }}
having count(*) > 1
