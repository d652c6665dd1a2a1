-- One row per order: an invoice of an eligible customer with a line that counts, up to the as-of
-- day. What customers are reported by (how often, how much, how long ago) is counted in these.
with lines as (
    select
        *,
        invoice_date + invoice_time as invoiced_at
    from {{ ref('counted_lines') }}
    where {{ in_order_scope('category') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

-- A source that knows dates alone has midnight everywhere, which is not a time of day.
clock as (
    select count(*) > 0 as is_known
    from {{ ref('stg_transactions') }}
    where invoice_time <> cast('00:00:00' as time)
),

invoices as (
    select
        lines.customer_id,
        lines.invoice_id,
        min(lines.invoiced_at) as ordered_at,
        count(*) as lines,
        sum(lines.quantity) as units,
        coalesce(sum(lines.units), 0) as consumable_units,
        sum(lines.net_amount) as amount,
        min_by(lines.payment_method, lines.invoice_line)
            filter (where lines.payment_method is not null) as payment_method
    from lines
    cross join as_of
    where lines.invoice_date <= as_of.as_of_date
    group by lines.customer_id, lines.invoice_id
),

final as (
    select
        invoices.customer_id,
        invoices.invoice_id,
        invoices.payment_method,
        cast(invoices.lines as integer) as lines,
        cast(invoices.units as decimal(18, 3)) as units,
        cast(invoices.consumable_units as decimal(18, 6)) as consumable_units,
        cast(invoices.amount as decimal(18, 2)) as amount,
        cast(invoices.ordered_at as date) as order_date,
        case when clock.is_known then cast(invoices.ordered_at as time) end as order_time
    from invoices
    cross join clock
)

select * from final
