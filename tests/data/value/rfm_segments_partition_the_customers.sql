-- The boxes of a month hold every scored customer, order and cent once, and the shares add up to 1.
with scored as (
    select
        report_month,
        count(*) as customers,
        sum(frequency) as orders,
        sum(monetary) as revenue
    from {{ ref('rfm_scores') }}
    group by report_month
),

boxes as (
    select
        report_month,
        sum(customers) as customers,
        sum(orders) as orders,
        sum(revenue) as revenue,
        sum(share_of_customers) as share_of_customers,
        sum(share_of_revenue) as share_of_revenue
    from {{ ref('rfm_segment_summary') }}
    group by report_month
)

select
    coalesce(scored.report_month, boxes.report_month) as report_month,
    scored.customers,
    boxes.customers as customers_in_boxes,
    scored.revenue,
    boxes.revenue as revenue_in_boxes
from scored
full outer join boxes on scored.report_month = boxes.report_month
where
    scored.customers is distinct from boxes.customers
    or scored.orders is distinct from boxes.orders
    or scored.revenue is distinct from boxes.revenue
    or abs(boxes.share_of_customers - 1) > 1e-9
    or abs(boxes.share_of_revenue - 1) > 1e-9
