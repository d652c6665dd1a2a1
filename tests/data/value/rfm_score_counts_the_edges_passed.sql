-- Each score by a second reading, in the first and the last month: one more than the edges passed.
with months as (
    select
        min(report_month) as first_month,
        max(report_month) as last_month
    from {{ ref('rfm_scores') }}
),

counted as (
    select
        scores.customer_id,
        scores.report_month,
        scores.recency_score,
        scores.frequency_score,
        scores.monetary_score,
        1 + sum(case when scores.recency_days < edges.recency_below_days then 1 else 0 end)
            as recency_edges,
        1 + sum(case when scores.frequency >= edges.frequency_at_least then 1 else 0 end)
            as frequency_edges,
        1 + sum(case when scores.monetary >= edges.monetary_at_least then 1 else 0 end)
            as monetary_edges
    from {{ ref('rfm_scores') }} as scores
    inner join months
        on scores.report_month = months.first_month
        or scores.report_month = months.last_month
    inner join {{ ref('rfm_edges') }} as edges on scores.report_month = edges.report_month
    group by
        scores.customer_id,
        scores.report_month,
        scores.recency_score,
        scores.frequency_score,
        scores.monetary_score
)

select *
from counted
where
    recency_score <> recency_edges
    or frequency_score <> frequency_edges
    or monetary_score <> monetary_edges
