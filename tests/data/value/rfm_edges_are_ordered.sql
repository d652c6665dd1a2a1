-- Every month that is scored has the four edges, and a higher score never asks for less.
with edges as (
    select
        *,
        lag(recency_below_days) over (partition by report_month order by score) as easier_recency,
        lag(frequency_at_least) over (partition by report_month order by score)
            as easier_frequency,
        lag(monetary_at_least) over (partition by report_month order by score) as easier_monetary
    from {{ ref('rfm_edges') }}
),

months as (
    select distinct report_month from {{ ref('rfm_scores') }}
)

select
    months.report_month,
    'not four edges, or one without a value' as problem
from months
left join edges on months.report_month = edges.report_month
group by months.report_month
having
    count(edges.score) <> 4
    or count(edges.recency_below_days + edges.frequency_at_least + edges.monetary_at_least) <> 4
union all
select
    report_month,
    'out of order' as problem
from edges
where
    recency_below_days > easier_recency
    or frequency_at_least < easier_frequency
    or monetary_at_least < easier_monetary
