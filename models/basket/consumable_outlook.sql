-- One row per consumable, with the expected demand of the next three months: the pieces of the last
-- three, taken by the core product of who bought them, each scaled by the growth of that core
-- product's owners since the month before.
with lines as (
    select * from {{ ref('counted_lines') }}
    where category = 'consumable'
),

demand as (
    select * from {{ ref('consumable_demand') }}
),

ownerships as (
    select * from {{ ref('core_product_owners') }}
),

products as (
    select
        product_id,
        coalesce(min(product_name), product_id) as product_name,
        max(stock_units) as stock_units,
        bool_or(is_discontinued) as is_discontinued
    from {{ ref('stg_products') }}
    where
        product_id is not null
        and lower(category) = 'consumable'
    group by product_id
),

months as (
    select
        max(report_month) as last_month,
        {{ add_months('max(report_month)', -2) }} as first_month,
        {{ add_months('max(report_month)', -5) }} as first_month_before
    from demand
),

growth as (
    select
        now.core_product_id,
        case
            when before.installed_base >= {{ var('demand_owners_min') }}
                then {{ divide('now.installed_base', 'before.installed_base') }}
            else 1
        end as growth
    from demand as now
    inner join months on now.report_month = months.last_month
    left join demand as before
        on now.core_product_id = before.core_product_id
        and before.report_month = {{ add_months('months.last_month', -3) }}
),

bought as (
    select
        lines.product_id,
        coalesce(ownerships.core_product_id, 'no device') as core_product_id,
        sum(case when lines.month >= months.first_month then lines.quantity else 0 end) as pieces,
        sum(case when lines.month < months.first_month then lines.quantity else 0 end)
            as pieces_before,
        sum(case when lines.month >= months.first_month then lines.units else 0 end) as units
    from (
        select
            *,
            {{ month_start('invoice_date') }} as month
        from lines
    ) as lines
    inner join months
        on lines.month >= months.first_month_before
        and lines.month <= months.last_month
    left join ownerships
        on lines.customer_id = ownerships.customer_id
        and lines.month >= ownerships.from_month
        and lines.month < coalesce(ownerships.before_month, {{ date_literal('9999-12-31') }})
    group by lines.product_id, coalesce(ownerships.core_product_id, 'no device')
),

-- Pieces are decimals of three places, so the sum does not depend on the order.
expected as (
    select
        bought.product_id,
        sum(bought.pieces) as pieces,
        sum(bought.pieces_before) as pieces_before,
        sum(bought.units) as units,
        sum(cast(bought.pieces * growth.growth as decimal(18, 3))) as expected_pieces
    from bought
    inner join growth on bought.core_product_id = growth.core_product_id
    group by bought.product_id
),

judged as (
    select
        products.*,
        coalesce(expected.pieces, 0) as pieces,
        coalesce(expected.pieces_before, 0) as pieces_before,
        coalesce(expected.units, 0) as units,
        coalesce(expected.expected_pieces, 0) as expected_pieces,
        {{ divide('expected.pieces - expected.pieces_before', 'expected.pieces_before') }}
            as pieces_change
    from products
    left join expected on products.product_id = expected.product_id
),

final as (
    select
        product_id,
        product_name,
        cast(pieces as decimal(18, 3)) as pieces_last_3_months,
        cast(pieces_before as decimal(18, 3)) as pieces_3_months_before,
        cast(units as decimal(18, 6)) as units_last_3_months,
        pieces_change,
        case
            when pieces_change is null then null
            when pieces_change > {{ var('demand_change_min') }} then 'rising'
            when pieces_change < -{{ var('demand_change_min') }} then 'falling'
            else 'steady'
        end as trend,
        cast(expected_pieces as decimal(18, 3)) as expected_pieces_next_3_months,
        stock_units,
        {{ divide('stock_units * 3', 'expected_pieces') }} as months_of_stock,
        cast(
            case
                when stock_units is null then null
                when is_discontinued then 0
                else greatest(expected_pieces - stock_units, 0)
            end as decimal(18, 3)
        ) as pieces_to_order,
        is_discontinued
    from judged
)

select * from final
order by expected_pieces_next_3_months desc, product_id
