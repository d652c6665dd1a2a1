-- Returns are the negative lines of eligible customers up to the as-of day, none lost and none
-- twice. A line is a return where it would count if its quantity were positive, so what is left out
-- is left out for its product, its status or the var order_scope.
with from_returns as (
    select
        customer_id,
        sum(lines) as lines,
        sum(units) as units,
        sum(amount) as amount
    from {{ ref('returns') }}
    group by customer_id
),

from_lines as (
    select
        customer_id,
        count(*) as lines,
        sum(quantity) as units,
        sum(net_amount) as amount
    from {{ ref('stg_transactions') }}
    cross join {{ ref('as_of') }} as as_of
    where
        quantity < 0
        and invoice_date <= as_of.as_of_date
        and customer_id in (select customer_id from {{ ref('eligible_customers') }})
        and product_id in (
            select product_id
            from {{ ref('stg_products') }}
            where {{ in_order_scope('lower(category)') }}
        )
        and (
            status is null
            or {{ comparable('status') }} in (
                select {{ comparable('counted.status') }}
                from {{ ref('counted_statuses') }} as counted
            )
        )
    group by customer_id
)

select
    coalesce(from_returns.customer_id, from_lines.customer_id) as customer_id,
    from_returns.lines,
    from_lines.lines as negative_lines,
    from_returns.units,
    from_lines.units as negative_units,
    from_returns.amount,
    from_lines.amount as negative_amount
from from_returns
full outer join from_lines on from_returns.customer_id = from_lines.customer_id
where
    from_returns.lines is distinct from from_lines.lines
    or from_returns.units is distinct from from_lines.units
    or from_returns.amount is distinct from from_lines.amount
