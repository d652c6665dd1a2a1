-- There is a version of the spend tiers, each has one lowest tier, whose least spend is blank, and
-- no two tiers of a version begin at the same spend.
with spend_tiers as (
    select * from {{ ref('spend_tiers') }}
)

select
    effective_from_month,
    'not one lowest tier, or two tiers of one spend' as problem
from spend_tiers
group by effective_from_month
having
    count(*) - count(min_total_spend) <> 1
    or count(distinct min_total_spend) <> count(min_total_spend)
union all
select
    cast(null as date) as effective_from_month,
    'no version at all' as problem
from (select count(*) as tiers from spend_tiers) as counted
where tiers = 0
