-- There is a version of the RFM thresholds, each has the scores 2 to 5 once, and a higher score
-- asks for fewer days, more orders and more spend.
with rfm_thresholds as (
    select
        *,
        lag(recency_below_days) over (partition by effective_from_month order by score)
            as easier_recency,
        lag(frequency_at_least) over (partition by effective_from_month order by score)
            as easier_frequency,
        lag(monetary_at_least) over (partition by effective_from_month order by score)
            as easier_monetary
    from {{ ref('rfm_thresholds') }}
)

select
    effective_from_month,
    'not the scores 2 to 5 once each' as problem
from rfm_thresholds
group by effective_from_month
having
    count(*) <> 4
    or count(distinct score) <> 4
    or min(score) <> 2
    or max(score) <> 5
union all
select
    effective_from_month,
    'missing or out of order' as problem
from rfm_thresholds
where
    recency_below_days is null
    or frequency_at_least is null
    or monetary_at_least is null
    or recency_below_days >= easier_recency
    or frequency_at_least <= easier_frequency
    or monetary_at_least <= easier_monetary
union all
select
    cast(null as date) as effective_from_month,
    'no version at all' as problem
from (select count(*) as thresholds from rfm_thresholds) as counted
where thresholds = 0
