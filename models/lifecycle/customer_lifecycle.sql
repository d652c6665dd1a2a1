-- One row per eligible customer in a report month with the stage at its end. What is after a
-- month with orders, a standing, holds until the next one. Standings are few, so all that looks
-- from order to order is done on them, over the whole history; a month is then read off the one
-- standing that holds in it, together with the stage before.
with orders as (
    select
        *,
        {{ month_start('order_date') }} as month
    from {{ ref('order_sequence') }}
),

customers as (
    select customer_id from {{ ref('eligible_customers') }}
),

report_months as (
    select report_month from {{ ref('report_months') }}
),

lifecycle_thresholds as (
    select * from {{ version_spans(ref('lifecycle_thresholds')) }} as versions
),

history as (
    select
        least(min(report_months.report_month), (select min(month) from orders)) as first_month,
        max(report_months.report_month) as last_month
    from report_months
),

months as (
    select
        series.month,
        {{ month_end('series.month') }} as month_end,
        thresholds.at_risk_days,
        thresholds.drop_off_days,
        thresholds.loyal_orders,
        thresholds.ticket_decline as declining_from
    from {{ month_series('history', 'first_month', 'last_month') }} as series
    inner join lifecycle_thresholds as thresholds
        on thresholds.in_force_from <= series.month
        and thresholds.in_force_before > series.month
),

-- The month before the history opens everybody's standings with no order in it.
opened as (
    select
        customer_id,
        month,
        order_number as orders_to_date,
        last_three_ticket,
        earlier_ticket,
        ticket_decline,
        order_date as last_order_date
    from (
        select
            *,
            lead(month) over (partition by customer_id order by order_number) as next_order_month
        from orders
    ) as numbered
    where month is distinct from next_order_month
    union all
    select
        customers.customer_id,
        {{ add_months('history.first_month', -1) }} as month,
        0 as orders_to_date,
        null as last_three_ticket,
        null as earlier_ticket,
        null as ticket_decline,
        null as last_order_date
    from customers
    cross join history
),

neighbours as (
    select
        *,
        lag(orders_to_date) over (partition by customer_id order by month) as previous_orders,
        lag(last_order_date) over (partition by customer_id order by month)
            as previous_order_date,
        lead(month) over (partition by customer_id order by month) as next_month
    from opened
),

standings as (
    select
        neighbours.*,
        coalesce(neighbours.next_month, {{ add_months('history.last_month', 1) }})
            as holds_before,
        coalesce(
            {{ days_between('neighbours.previous_order_date', 'before.month_end') }}
            >= before.drop_off_days,
            false
        ) as is_back
    from neighbours
    cross join history
    left join months as before
        on {{ add_months('neighbours.month', -1) }} = before.month
),

closed as (
    select
        standings.*,
        {{ lifecycle_stage(
            days_between('standings.last_order_date', 'closing.month_end'),
            'standings.is_back and closing.month = standings.month',
            'closing'
        ) }} as closing_stage
    from standings
    left join months as closing
        on {{ add_months('standings.holds_before', -1) }} = closing.month
),

linked as (
    select
        *,
        lag(closing_stage) over (partition by customer_id order by month) as opening_stage
    from closed
),

stages as (
    select
        linked.customer_id,
        months.month as report_month,
        linked.orders_to_date,
        case
            when months.month = linked.month then linked.orders_to_date - linked.previous_orders
            else 0
        end as orders,
        {{ days_between('linked.last_order_date', 'months.month_end') }}
            as days_since_last_order,
        linked.last_three_ticket,
        linked.earlier_ticket,
        linked.ticket_decline,
        {{ lifecycle_stage(
            days_between('linked.last_order_date', 'months.month_end'),
            'linked.is_back and months.month = linked.month',
            'months'
        ) }} as lifecycle_stage,
        {{ days_between('linked.last_order_date', 'months.month_end') }} >= months.at_risk_days
            as is_silent,
        coalesce(linked.ticket_decline >= months.declining_from, false) as is_declining,
        case
            when months.month = linked.month then linked.opening_stage
            else {{ lifecycle_stage(
                days_between('linked.last_order_date', 'before.month_end'),
                'linked.is_back and before.month = linked.month',
                'before'
            ) }}
        end as previous_stage,
        linked.last_order_date
    from linked
    inner join months
        on linked.month <= months.month
        and linked.holds_before > months.month
    inner join report_months on months.month = report_months.report_month
    left join months as before
        on {{ add_months('months.month', -1) }} = before.month
),

final as (
    select
        customer_id,
        report_month,
        cast(orders_to_date as integer) as orders_to_date,
        cast(orders as integer) as orders,
        cast(days_since_last_order as integer) as days_since_last_order,
        last_three_ticket,
        earlier_ticket,
        ticket_decline,
        lifecycle_stage,
        case
            when lifecycle_stage <> 'At Risk' then null
            when is_silent and is_declining then 'silence and declining ticket'
            when is_silent then 'silence'
            else 'declining ticket'
        end as at_risk_reason,
        previous_stage,
        last_order_date
    from stages
)

select * from final
