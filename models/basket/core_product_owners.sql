-- One row per spell: a customer with the device, bought in a month, that was the last one until
-- the month of the next. It holds for whole months, from_month to the one before before_month.
with lines as (
    select * from {{ ref('counted_lines') }}
    where category = 'device'
),

as_of as (
    select * from {{ ref('as_of') }}
),

-- Of several devices of a month, one of its last day with a device, of equals the first by id.
device_months as (
    select
        lines.customer_id,
        {{ month_start('lines.invoice_date') }} as from_month,
        lines.product_id
    from lines
    cross join as_of
    where lines.invoice_date <= as_of.as_of_date
    qualify
        row_number() over (
            partition by lines.customer_id, {{ month_start('lines.invoice_date') }}
            order by lines.invoice_date desc, lines.product_id, lines.invoice_line
        ) = 1
),

final as (
    select
        customer_id,
        product_id as core_product_id,
        from_month,
        lead(from_month) over (partition by customer_id order by from_month) as before_month
    from device_months
)

select * from final
