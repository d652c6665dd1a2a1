-- One row per segment in a report month: a box of the treemap. Segments without customers have
-- a row with 0, so that a series over months has no gap.
with rfm_scores as (
    select * from {{ ref('rfm_scores') }}
),

segments as (
    select distinct
        effective_from_month,
        rfm_segment
    from {{ ref('rfm_segment_scores') }}
),

by_segment as (
    select
        report_month,
        rfm_segment,
        count(*) as customers,
        sum(frequency) as orders,
        sum(monetary) as revenue
    from rfm_scores
    group by report_month, rfm_segment
),

totals as (
    select
        report_month,
        sum(customers) as customers,
        sum(revenue) as revenue
    from by_segment
    group by report_month
),

boxes as (
    select
        versions.report_month,
        segments.rfm_segment
    from {{ versions_in_force('totals', 'segments') }} as versions
    inner join segments on versions.effective_from_month = segments.effective_from_month
),

final as (
    select
        boxes.report_month,
        boxes.rfm_segment,
        cast(coalesce(by_segment.customers, 0) as bigint) as customers,
        cast(coalesce(by_segment.orders, 0) as bigint) as orders,
        cast(coalesce(by_segment.revenue, 0) as decimal(18, 2)) as revenue,
        {{ divide_amount('by_segment.revenue', 'by_segment.orders') }} as average_order_value,
        {{ divide_amount('by_segment.revenue', 'by_segment.customers') }} as average_spend,
        {{ divide('coalesce(by_segment.customers, 0)', 'totals.customers') }}
            as share_of_customers,
        {{ divide('coalesce(by_segment.revenue, 0)', 'totals.revenue') }} as share_of_revenue
    from boxes
    inner join totals on boxes.report_month = totals.report_month
    left join by_segment
        on boxes.report_month = by_segment.report_month
        and boxes.rfm_segment = by_segment.rfm_segment
)

select * from final
order by report_month, rfm_segment
