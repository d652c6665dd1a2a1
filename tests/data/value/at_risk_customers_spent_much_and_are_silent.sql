-- Who is listed as at risk has spent more than at_risk_spend and no order in the last at_risk_days
-- and the as-of day, and nobody of whom that holds is missing; here from the orders themselves.
with version as (
    select
        coalesce(
            max(
                case
                    when value_thresholds.effective_from_month <= as_of.as_of_date
                        then value_thresholds.effective_from_month
                end
            ),
            min(value_thresholds.effective_from_month)
        ) as effective_from_month
    from {{ ref('value_thresholds') }} as value_thresholds
    cross join {{ ref('as_of') }} as as_of
),

expected as (
    select orders.customer_id
    from {{ ref('orders') }} as orders
    cross join {{ ref('as_of') }} as as_of
    cross join version
    inner join {{ ref('value_thresholds') }} as thresholds
        on version.effective_from_month = thresholds.effective_from_month
    group by orders.customer_id, as_of.as_of_date, thresholds.at_risk_spend, thresholds.at_risk_days
    having
        sum(orders.amount) > thresholds.at_risk_spend
        and max(orders.order_date)
        < {{ add_days('as_of.as_of_date', '-1 * thresholds.at_risk_days') }}
)

select
    listed.customer_id as listed_customer_id,
    expected.customer_id as expected_customer_id
from {{ ref('at_risk_customers') }} as listed
full outer join expected on listed.customer_id = expected.customer_id
where
    listed.customer_id is null
    or expected.customer_id is null
