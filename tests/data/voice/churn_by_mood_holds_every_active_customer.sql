-- Who bought in the drop_off_days up to the cut-off day is in one row, as stopped without a later
-- order, as soon as there is a scored text.
with spans as (
    select
        orders.customer_id,
        {{ days_between('orders.order_date', 'as_of.as_of_date') }} as days_ago,
        lifecycle.drop_off_days
    from {{ ref('orders') }} as orders
    cross join {{ ref('as_of') }} as as_of
    inner join {{ version_spans(ref('lifecycle_thresholds')) }} as lifecycle
        on as_of.as_of_date >= lifecycle.in_force_from
        and as_of.as_of_date < lifecycle.in_force_before
),

expected as (
    select
        count(distinct customer_id) as customers,
        count(
            distinct case
                when
                    customer_id not in (
                        select later.customer_id
                        from spans as later
                        where later.days_ago < later.drop_off_days
                    )
                    then customer_id
            end
        ) as stopped_customers
    from spans
    where
        days_ago >= drop_off_days
        and days_ago < 2 * drop_off_days
),

counted as (
    select
        coalesce(sum(customers), 0) as customers,
        coalesce(sum(stopped_customers), 0) as stopped_customers
    from {{ ref('churn_by_mood') }}
)

select
    expected.customers as expected_customers,
    expected.stopped_customers as expected_stopped_customers,
    counted.*
from expected
cross join counted
where
    (
        expected.customers <> counted.customers
        or expected.stopped_customers <> counted.stopped_customers
    )
    and exists (
        select 1
        from {{ ref('interaction_sentiment') }} as sentiment
        where sentiment.is_scored
    )
