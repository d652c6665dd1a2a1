-- One row per product in a basket, however many lines it stands on.
with baskets as (
    select * from {{ ref('baskets') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

lines as (
    select counted_lines.*
    from {{ ref('counted_lines') }} as counted_lines
    cross join as_of
    where
        counted_lines.invoice_date <= as_of.as_of_date
        and {{ in_order_scope('counted_lines.category') }}
),

final as (
    select
        baskets.basket_number,
        lines.product_id,
        baskets.customer_id,
        cast(sum(lines.quantity) as decimal(18, 3)) as quantity,
        cast(sum(lines.net_amount) as decimal(18, 2)) as amount,
        baskets.is_last,
        baskets.order_date
    from lines
    inner join baskets
        on lines.customer_id = baskets.customer_id
        and lines.invoice_id = baskets.invoice_id
    group by
        baskets.basket_number,
        lines.product_id,
        baskets.customer_id,
        baskets.is_last,
        baskets.order_date
)

select * from final
