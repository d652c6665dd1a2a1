-- What a stage stands on, read straight from the orders up to each month's end: how many, the last
-- day, and the average tickets of the last three and of all before them. Every month is compared
-- for up to 2,000 customers, whom a hash picks.
with customers as (
    select customer_id
    from {{ ref('eligible_customers') }}
    order by md5(customer_id), customer_id
    limit 2000
),

seen as (
    select
        orders.customer_id,
        orders.order_date,
        orders.amount,
        report_months.report_month,
        row_number() over (
            partition by orders.customer_id, report_months.report_month
            order by orders.order_date desc, orders.order_time desc, orders.invoice_id desc
        ) as place
    from {{ ref('orders') }} as orders
    inner join customers on orders.customer_id = customers.customer_id
    inner join {{ ref('report_months') }} as report_months
        on orders.order_date <= report_months.report_month_end
),

brute_force as (
    select
        customer_id,
        report_month,
        count(*) as orders_to_date,
        count(case when order_date >= report_month then 1 end) as orders,
        avg(case when place <= 3 then amount end) as last_three_ticket,
        avg(case when place > 3 then amount end) as earlier_ticket,
        max(order_date) as last_order_date
    from seen
    group by customer_id, report_month
)

select
    lifecycle.customer_id,
    lifecycle.report_month,
    lifecycle.orders_to_date,
    brute_force.orders_to_date as orders_to_date_by_brute_force,
    lifecycle.last_three_ticket,
    brute_force.last_three_ticket as last_three_ticket_by_brute_force,
    lifecycle.earlier_ticket,
    brute_force.earlier_ticket as earlier_ticket_by_brute_force,
    lifecycle.last_order_date,
    brute_force.last_order_date as last_order_date_by_brute_force
from {{ ref('customer_lifecycle') }} as lifecycle
inner join customers on lifecycle.customer_id = customers.customer_id
left join brute_force
    on
        lifecycle.customer_id = brute_force.customer_id
        and lifecycle.report_month = brute_force.report_month
where
    lifecycle.orders_to_date <> coalesce(brute_force.orders_to_date, 0)
    or lifecycle.orders <> coalesce(brute_force.orders, 0)
    or lifecycle.last_order_date is distinct from brute_force.last_order_date
    or (lifecycle.last_three_ticket is null) <> (brute_force.last_three_ticket is null)
    or (lifecycle.earlier_ticket is null) <> (brute_force.earlier_ticket is null)
    or {{ differs('lifecycle.last_three_ticket', 'brute_force.last_three_ticket') }}
    or {{ differs('lifecycle.earlier_ticket', 'brute_force.earlier_ticket') }}
    or abs(
        lifecycle.ticket_decline
        - greatest(1 - {{ divide('brute_force.last_three_ticket', 'brute_force.earlier_ticket') }}, 0)
    ) > 0.000101
    or (lifecycle.ticket_decline is null)
    <> (brute_force.last_three_ticket is null or not coalesce(brute_force.earlier_ticket > 0, false))
