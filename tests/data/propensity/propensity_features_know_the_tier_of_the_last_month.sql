-- Units and tier are those of the last report month that had ended by the cut-off, of no later one.
select
    features.customer_id,
    features.cut_off_date,
    features.value_tier,
    crm_snapshot.value_tier as tier_of_month
from {{ ref('propensity_features') }} as features
left join {{ ref('crm_snapshot') }} as crm_snapshot
    on features.customer_id = crm_snapshot.customer_id
    and crm_snapshot.report_month
    = (
        select max(report_month) from {{ ref('report_months') }}
        where report_month <= {{ add_months(add_days('features.cut_off_date', 1), -1) }}
    )
where
    features.value_tier is distinct from crm_snapshot.value_tier
    or features.units_6 <> coalesce(crm_snapshot.m6, 0)
    or features.units_12 <> coalesce(crm_snapshot.m12, 0)
