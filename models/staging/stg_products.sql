-- One row per product of the master, with its texts trimmed. A row that says the same as another
-- once trimmed is the same row; products that differ in anything stay, for the tests to refuse.
with products as (
    select * from {{ source('raw', 'products') }}
),

final as (
    select distinct
        {{ trimmed('product_id') }} as product_id,
        {{ trimmed('category') }} as category,
        {{ trimmed('product_name') }} as product_name,
        {{ trimmed('product_group') }} as product_group,
        cast(unit_size as decimal(18, 3)) as unit_size,
        cast(stock_units as decimal(18, 3)) as stock_units,
        coalesce(cast(discontinued as boolean), false) as is_discontinued
    from products
)

select * from final
