-- Every campaign has a row, its effect is the difference of its rates and lies in its interval, and
-- the customers of today are counted by quadrant and by action.
select
    campaigns.campaign_id,
    summary.verdict,
    summary.uplift,
    summary.conf_lower,
    summary.conf_upper,
    summary.contact_customers,
    summary.leave_alone_customers
from {{ ref('uplift_campaigns') }} as campaigns
full join {{ ref('uplift_summary') }} as summary
    on campaigns.campaign_id = summary.campaign_id
where
    campaigns.verdict is distinct from summary.verdict
    or abs(summary.uplift - summary.treated_rate + summary.control_rate) > 1e-12
    or (campaigns.is_randomised and summary.uplift is null)
    or not summary.uplift between summary.conf_lower and summary.conf_upper
    or summary.contact_customers + summary.leave_alone_customers
    <> summary.persuadables + summary.sure_things + summary.lost_causes + summary.sleeping_dogs
    or summary.contact_customers > summary.persuadables
    or (summary.is_reliable and summary.reason is not null)
