-- The list by the formula as it is written, quotients and all: listed if and only if silent for
-- more than two expected gaps and of enough value. A silence within a millionth of the bound may
-- be either, because quotients are rounded.
with thresholds as (
    select versions.*
    from {{ version_spans(ref('retention_thresholds')) }} as versions
    inner join {{ ref('as_of') }} as as_of
        on
            versions.in_force_from <= as_of.as_of_date
            and versions.in_force_before > as_of.as_of_date
),

customers as (
    select
        orders.customer_id,
        count(*) as orders,
        sum(orders.amount) as total_value,
        as_of.as_of_date - max(orders.order_date) as days_since_last_order,
        as_of.as_of_date - min(orders.order_date) as age_days
    from {{ ref('orders') }} as orders
    cross join {{ ref('as_of') }} as as_of
    group by orders.customer_id, as_of.as_of_date
),

rule as (
    select
        customers.*,
        thresholds.*,
        {{ divide('customers.age_days', 'customers.orders') }} as expected_gap
    from customers
    cross join thresholds
    where customers.age_days > 0
),

listed as (
    select
        *,
        least(
            {{ divide('days_since_last_order', 'expected_gap') }},
            cast(churn_risk_cap as double)
        ) as risk
    from rule
    where
        total_value > churn_value_above
        and days_since_last_order > expected_gap * churn_gap_multiple + 0.000001
),

near as (
    select customer_id
    from rule
    where abs(days_since_last_order - expected_gap * churn_gap_multiple) <= 0.000001
)

select
    coalesce(listed.customer_id, risk.customer_id) as customer_id,
    listed.risk,
    risk.risk_score
from listed
full join {{ ref('churn_risk') }} as risk on listed.customer_id = risk.customer_id
where
    coalesce(listed.customer_id, risk.customer_id) not in (select customer_id from near)
    and (
        listed.customer_id is null
        or risk.customer_id is null
        or abs(listed.risk - risk.risk_score) > 0.000001
        or listed.total_value <> risk.total_value
        or listed.orders <> risk.orders
    )
