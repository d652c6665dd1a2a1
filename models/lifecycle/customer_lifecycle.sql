-- One row is an eligible customer in a report month with the stage at its end. What stands after a
-- month with orders holds until the next one, so only those few months are summed; the stage is
-- then read month by month, over the whole history, and the history is cut to the report months
-- last of all, so that a short grid changes neither a stage nor the one before.
with order_sequence as (
    select
        *,
        {{ month_start('order_date') }} as month
    from {{ ref('order_sequence') }}
),

customers as (
    select customer_id from {{ ref('eligible_customers') }}
),

report_months as (
    select report_months.report_month
    from {{ ref('report_months') }} as report_months
    inner join {{ ref('as_of') }} as as_of
        on report_months.report_month_end <= as_of.as_of_date
),

history as (
    select
        least(
            report_months.first_month,
            (select min(month) from order_sequence)
        ) as first_month,
        report_months.last_month
    from (
        select
            min(report_month) as first_month,
            max(report_month) as last_month
        from report_months
    ) as report_months
),

lifecycle_thresholds as (
    select * from {{ version_spans(ref('lifecycle_thresholds')) }} as versions
),

months as (
    select
        series.month,
        {{ month_end('series.month') }} as month_end,
        thresholds.at_risk_days,
        thresholds.drop_off_days,
        thresholds.loyal_orders,
        thresholds.ticket_decline,
        lag(thresholds.drop_off_days) over (order by series.month) as previous_drop_off_days
    from {{ month_series('history', 'first_month', 'last_month') }} as series
    inner join lifecycle_thresholds as thresholds
        on thresholds.in_force_from <= series.month
        and thresholds.in_force_before > series.month
),

last_of_month as (
    select *
    from (
        select
            *,
            lead(month) over (partition by customer_id order by order_number) as next_order_month
        from order_sequence
    ) as orders
    where month is distinct from next_order_month
),

-- The month before the history opens everybody's account with no order in it.
accounts as (
    select
        customer_id,
        month,
        order_number as orders_to_date,
        last_three_amount,
        last_three_orders,
        earlier_amount,
        earlier_orders,
        last_three_ticket,
        earlier_ticket,
        order_date as last_order_date
    from last_of_month
    union all
    select
        customers.customer_id,
        {{ add_months('history.first_month', -1) }} as month,
        0 as orders_to_date,
        cast(null as decimal(18, 2)) as last_three_amount,
        0 as last_three_orders,
        cast(null as decimal(18, 2)) as earlier_amount,
        0 as earlier_orders,
        cast(null as double) as last_three_ticket,
        cast(null as double) as earlier_ticket,
        cast(null as date) as last_order_date
    from customers
    cross join history
),

balances as (
    select
        accounts.*,
        lag(orders_to_date) over (partition by customer_id order by month) as previous_orders,
        lag(last_order_date) over (partition by customer_id order by month)
            as previous_order_date,
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

facts as (
    select
        holding.customer_id,
        months.month as report_month,
        holding.orders_to_date,
        case
            when months.month = holding.month
                then holding.orders_to_date - holding.previous_orders
            else 0
        end as orders,
        {{ days_between('holding.last_order_date', 'months.month_end') }}
            as days_since_last_order,
        holding.last_three_ticket,
        holding.earlier_ticket,
        {{ days_between('holding.last_order_date', 'months.month_end') }}
        >= months.drop_off_days as is_dropped_off,
        months.month = holding.month
        and {{ days_between('holding.previous_order_date', 'months.month') }} - 1
        >= months.previous_drop_off_days as is_back,
        {{ days_between('holding.last_order_date', 'months.month_end') }}
        >= months.at_risk_days as is_silent,
        {{ is_declining_ticket('months.ticket_decline') }} as is_declining,
        holding.orders_to_date >= months.loyal_orders as is_loyal,
        holding.last_order_date
    from holding
    inner join months
        on holding.month <= months.month
        and holding.holds_before > months.month
),

stages as (
    select
        *,
        case
            when orders_to_date = 0 then 'Prospect'
            when is_dropped_off then 'Dropped Off'
            when is_back then 'Reactivated'
            when is_silent or is_declining then 'At Risk'
            when is_loyal then 'Loyal'
            when orders_to_date >= 2 then 'Repeat'
            else 'New'
        end as lifecycle_stage
    from facts
),

moves as (
    select
        *,
        lag(lifecycle_stage, 1, 'Prospect')
            over (partition by customer_id order by report_month) as previous_stage
    from stages
),

final as (
    select
        moves.customer_id,
        moves.report_month,
        cast(moves.orders_to_date as integer) as orders_to_date,
        cast(moves.orders as integer) as orders,
        cast(moves.days_since_last_order as integer) as days_since_last_order,
        moves.last_three_ticket,
        moves.earlier_ticket,
        {{ divide('moves.earlier_ticket - moves.last_three_ticket', 'moves.earlier_ticket') }}
            as ticket_decline,
        moves.lifecycle_stage,
        case
            when moves.lifecycle_stage <> 'At Risk' then null
            when moves.is_silent and moves.is_declining then 'silence and declining ticket'
            when moves.is_silent then 'silence'
            else 'declining ticket'
        end as at_risk_reason,
        moves.previous_stage,
        moves.last_order_date
    from moves
    inner join report_months on moves.report_month = report_months.report_month
)

select * from final
