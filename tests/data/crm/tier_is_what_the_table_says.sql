-- The tier by a second reading of the table: each rule on its own as one column, the version of
-- the thresholds looked up on another way, and the first rule that holds wins.
with versions as (
    select
        months.report_month,
        coalesce(
            max(
                case
                    when thresholds.effective_from_month <= months.report_month
                        then thresholds.effective_from_month
                end
            ),
            min(thresholds.effective_from_month)
        ) as effective_from_month
    from {{ ref('report_months') }} as months
    cross join {{ ref('tier_thresholds') }} as thresholds
    group by months.report_month
),

rules as (
    select
        snapshot.customer_id,
        snapshot.report_month,
        snapshot.value_tier,
        case when snapshot.m6 = 0 then 'Passive' end as passive,
        case
            when
                snapshot.m6 >= thresholds.t_high * 6
                and snapshot.m6 >= thresholds.a_high * snapshot.o6
                and snapshot.o6 >= thresholds.f_high
                then 'Diamond'
        end as diamond,
        case
            when snapshot.m6 >= thresholds.t_high * 6 and snapshot.o6 >= thresholds.f_mid
                then 'Platinum'
        end as platinum,
        case when snapshot.m6 >= thresholds.t_mid_high * 6 then 'Gold' end as gold,
        case when snapshot.m6 >= thresholds.t_mid * 6 then 'Silver' end as silver
    from {{ ref('crm_snapshot') }} as snapshot
    inner join versions on snapshot.report_month = versions.report_month
    inner join {{ ref('tier_thresholds') }} as thresholds
        on versions.effective_from_month = thresholds.effective_from_month
    where snapshot.m12 > 0
)

select *
from rules
where value_tier is distinct from coalesce(passive, diamond, platinum, gold, silver, 'Bronze')
