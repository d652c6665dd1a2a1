-- Counted anew from the orders: the share of gaps asked for lies below the proposed days and would
-- not lie below a day less; the proposed order number was followed often enough, and none from 3 up
-- to it was; and the proposal could be in the seed.
with proposal as (
    select
        *,
        {{ month_end('report_month') }} as month_end
    from {{ ref('lifecycle_threshold_proposal') }}
),

orders as (
    select
        orders.customer_id,
        orders.order_date,
        proposal.at_risk_days,
        proposal.drop_off_days,
        proposal.month_end,
        row_number() over (
            partition by orders.customer_id
            order by orders.order_date, orders.order_time, orders.invoice_id
        ) as order_number,
        lead(orders.order_date) over (
            partition by orders.customer_id
            order by orders.order_date, orders.order_time, orders.invoice_id
        ) as next_order_date
    from {{ ref('orders') }} as orders
    inner join proposal on orders.order_date <= proposal.month_end
),

days as (
    select
        customer_id,
        order_date,
        lag(order_date) over (partition by customer_id order by order_date) as previous_date
    from (select distinct customer_id, order_date from orders) as distinct_days
),

gaps as (
    select
        days.order_date - days.previous_date as gap,
        proposal.at_risk_days,
        proposal.drop_off_days
    from days
    cross join proposal
    where days.previous_date is not null
),

shares as (
    select
        count(*) as gaps,
        avg(case when gap < at_risk_days then 1 else 0 end) as below_at_risk,
        avg(case when gap < at_risk_days - 1 then 1 else 0 end) as below_a_day_less,
        avg(case when gap < drop_off_days then 1 else 0 end) as below_drop_off,
        avg(case when gap < drop_off_days - 1 then 1 else 0 end) as below_drop_off_less
    from gaps
),

numbers as (
    select
        order_number,
        count(*) as customers,
        avg(
            case when next_order_date < order_date + drop_off_days then 1 else 0 end
        ) as followed_share
    from orders
    where order_date + drop_off_days <= month_end
    group by order_number
),

enough as (
    select min(order_number) as order_number
    from numbers
    where
        order_number > 2
        and customers >= {{ var('lifecycle_loyal_customers_min') }}
        and followed_share >= {{ var('lifecycle_loyal_share') }}
)

select
    proposal.*,
    shares.*,
    enough.order_number
from proposal
cross join shares
cross join enough
where
    proposal.gaps <> shares.gaps
    or shares.below_at_risk < {{ var('lifecycle_at_risk_share') }}
    or shares.below_a_day_less >= {{ var('lifecycle_at_risk_share') }}
    or shares.below_drop_off < {{ var('lifecycle_drop_off_share') }}
    or (
        shares.below_drop_off_less >= {{ var('lifecycle_drop_off_share') }}
        and proposal.drop_off_days > proposal.at_risk_days + 1
    )
    or proposal.loyal_orders is distinct from enough.order_number
    or proposal.at_risk_days < 1
    or proposal.drop_off_days <= proposal.at_risk_days
