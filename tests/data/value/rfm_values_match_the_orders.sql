-- At the end of the first, the middle and the last month, customer by customer, days since the last
-- order, orders and amount by a direct look at the orders.
with months as (
    select
        report_month,
        row_number() over (order by report_month) as place,
        count(*) over () as months
    from (select distinct report_month from {{ ref('rfm_scores') }}) as scored
),

looked_at as (
    select
        report_months.report_month,
        report_months.report_month_end
    from months
    inner join {{ ref('report_months') }} as report_months
        on months.report_month = report_months.report_month
    where months.place in (1, {{ floor_divide('months.months + 1', 2) }}, months.months)
),

direct as (
    select
        orders.customer_id,
        looked_at.report_month,
        min({{ days_between('orders.order_date', 'looked_at.report_month_end') }})
            as recency_days,
        count(*) as frequency,
        sum(orders.amount) as monetary
    from {{ ref('orders') }} as orders
    inner join looked_at on orders.order_date <= looked_at.report_month_end
    group by orders.customer_id, looked_at.report_month
    having sum(orders.amount) is not null
),

scored as (
    select rfm_scores.*
    from {{ ref('rfm_scores') }} as rfm_scores
    inner join looked_at on rfm_scores.report_month = looked_at.report_month
)

select
    coalesce(scored.customer_id, direct.customer_id) as customer_id,
    coalesce(scored.report_month, direct.report_month) as report_month
from scored
full outer join direct
    on scored.customer_id = direct.customer_id
    and scored.report_month = direct.report_month
where
    scored.recency_days is distinct from direct.recency_days
    or scored.frequency is distinct from direct.frequency
    or scored.monetary is distinct from direct.monetary
