-- The outlook begins with all pieces of the last three report months, and never orders what is in
-- stock or discontinued.
with last_months as (
    select
        max(report_month) as last_month,
        {{ add_months('max(report_month)', -2) }} as first_month
    from {{ ref('consumable_demand') }}
),

bought as (
    select
        lines.product_id,
        sum(lines.quantity) as pieces
    from {{ ref('counted_lines') }} as lines
    inner join last_months
        on {{ month_start('lines.invoice_date') }}
        between last_months.first_month and last_months.last_month
    where lines.category = 'consumable'
    group by lines.product_id
)

select outlook.*
from {{ ref('consumable_outlook') }} as outlook
left join bought on outlook.product_id = bought.product_id
where
    outlook.pieces_last_3_months <> coalesce(bought.pieces, 0)
    or outlook.expected_pieces_next_3_months < 0
    or (outlook.pieces_last_3_months > 0) <> (outlook.expected_pieces_next_3_months > 0)
    or outlook.is_discontinued and outlook.pieces_to_order > 0
    or (outlook.stock_units is null) <> (outlook.pieces_to_order is null)
    or outlook.pieces_to_order > 0
    and outlook.pieces_to_order + outlook.stock_units <> outlook.expected_pieces_next_3_months
