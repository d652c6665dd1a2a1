-- Every feature of every campaign is compared, p-values are probabilities, and a mean lies between
-- the smallest number and the largest.
select
    campaign_id,
    feature,
    p_value,
    treated_mean,
    control_mean,
    least,
    most,
    verdict
from {{ ref('uplift_balance') }}
where
    p_value not between 0 and 1
    or treated_mean not between least - 1e-9 and most + 1e-9
    or control_mean not between least - 1e-9 and most + 1e-9
    or (verdict = 'balanced') <> (reason is null)
union all
select
    campaigns.campaign_id,
    features.feature,
    null as p_value,
    null as treated_mean,
    null as control_mean,
    null as least,
    null as most,
    'missing' as verdict
from {{ ref('uplift_campaigns') }} as campaigns
cross join {{ ref('uplift_features') }} as features
left join {{ ref('uplift_balance') }} as balance
    on campaigns.campaign_id = balance.campaign_id
    and features.feature = balance.feature
where
    balance.feature is null
    and campaigns.treated_customers + campaigns.control_customers > 0
