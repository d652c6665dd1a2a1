-- The set of segment rules that the var rfm_segment_set names has a version, every version names
-- all 125 scores, and every rule asks for scores from 1 to 5, the least first.
with rules as (
    select *
    from {{ ref('rfm_segments') }}
    where segment_set = '{{ var("rfm_segment_set") }}'
)

select
    effective_from_month,
    'a rule has a range that is missing, out of order or not within 1 and 5' as problem
from rules
where
    not coalesce(
        r_min between 1 and r_max
        and f_min between 1 and f_max
        and m_min between 1 and m_max
        and r_max <= 5
        and f_max <= 5
        and m_max <= 5,
        false
    )
union all
select
    effective_from_month,
    'names ' || cast(count(rfm_segment) as varchar) || ' of 125 scores' as problem
from {{ ref('rfm_segment_scores') }}
group by effective_from_month
having count(rfm_segment) <> 125
union all
select
    cast(null as date) as effective_from_month,
    'the seed rfm_segments has no set {{ var("rfm_segment_set") }}' as problem
from (select count(*) as rules from rules) as counted
where rules = 0
