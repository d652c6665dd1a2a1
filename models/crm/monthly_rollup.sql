-- One row per eligible customer in a calendar month, bought or not, from the beginning of the
-- history to the last report month: what the month brought, and what stood at its end. Totals to
-- date are summed over the months with a purchase, which are few, and then hold until the next
-- one, so that every window is the difference of two totals and no sum runs over empty months.
with lines as (
    select
        *,
        {{ month_start('invoice_date') }} as month
    from {{ ref('counted_lines') }}
    where category in ('consumable', 'device')
),

customers as (
    select customer_id from {{ ref('eligible_customers') }}
),

report_months as (
    select
        min(report_month) as first_month,
        max(report_month) as last_month
    from {{ ref('report_months') }}
),

history as (
    select
        least(
            report_months.first_month,
            (select {{ month_start('min(invoice_date)') }} from {{ ref('counted_lines') }})
        ) as first_month,
        report_months.last_month
    from report_months
),

months as (
    select month from {{ month_series('history', 'first_month', 'last_month') }} as series
),

-- An order is an invoice of a customer in a month: customers may share a number, and an invoice
-- over two months counts in each.
orders as (
    select
        customer_id,
        month,
        invoice_id,
        sum(units) as units,
        min(case when category = 'device' then invoice_date end) as first_device_date,
        min(case when category = 'consumable' then invoice_date end) as first_consumable_date,
        max(case when category = 'consumable' then invoice_date end) as last_consumable_date
    from lines
    group by customer_id, month, invoice_id
),

purchase_months as (
    select
        customer_id,
        month,
        coalesce(sum(units), 0) as units,
        count(units) as orders,
        min(first_device_date) as first_device_date,
        min(first_consumable_date) as first_consumable_date,
        max(last_consumable_date) as last_consumable_date
    from orders
    group by customer_id, month
),

-- The month before the history opens everybody's account with nothing in it, for those who have
-- not bought yet or never do.
accounts as (
    select * from purchase_months
    union all
    select
        customers.customer_id,
        {{ add_months('history.first_month', -1) }} as month,
        0 as units,
        0 as orders,
        cast(null as date) as first_device_date,
        cast(null as date) as first_consumable_date,
        cast(null as date) as last_consumable_date
    from customers
    cross join history
),

balances as (
    select
        customer_id,
        month,
        units,
        orders,
        sum(units) over (partition by customer_id order by month) as units_to_date,
        sum(orders) over (partition by customer_id order by month) as orders_to_date,
        min(first_device_date)
            over (partition by customer_id order by month) as first_device_date,
        min(first_consumable_date)
            over (partition by customer_id order by month) as first_consumable_date,
        max(last_consumable_date)
            over (partition by customer_id order by month) as last_consumable_date,
        lead(month) over (partition by customer_id order by month) as next_month
    from accounts
),

holding as (
    select
        balances.*,
        coalesce(
            balances.next_month, {{ add_months('history.last_month', 1) }}
        ) as holds_before
    from balances
    cross join history
),

final as (
    select
        holding.customer_id,
        months.month,
        cast(
            case when months.month = holding.month then holding.units else 0 end
            as decimal(18, 6)
        ) as units,
        cast(
            case when months.month = holding.month then holding.orders else 0 end
            as integer
        ) as orders,
        cast(holding.units_to_date as decimal(18, 6)) as units_to_date,
        cast(holding.orders_to_date as integer) as orders_to_date,
        holding.first_device_date as first_device_purchase_date,
        holding.first_consumable_date as first_consumable_purchase_date,
        holding.last_consumable_date as last_consumable_purchase_date
    from holding
    inner join months
        on holding.month <= months.month
        and holding.holds_before > months.month
)

select * from final
