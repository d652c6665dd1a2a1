-- No model, score, curve or target comes of a campaign without a control group that a random draw
-- may have made.
with sound as (
    select campaign_id from {{ ref('uplift_campaigns') }}
    where
        is_randomised
        and is_modelled
        and verdict = 'modelled'
        and reason is null
        and treated_customers > 0
        and control_customers > 0
        and randomisation_p_value >= {{ var('uplift_randomisation_alpha') }}
)
{%- for model in [
    'uplift_model', 'uplift_scores', 'uplift_deciles', 'uplift_qini', 'uplift_quality',
    'uplift_quadrants', 'uplift_targets'
] %}

select distinct
    '{{ model }}' as model,
    campaign_id
from {{ ref(model) }}
where campaign_id not in (select campaign_id from sound)
union all
{%- endfor %}
select
    'uplift_campaigns' as model,
    campaign_id
from {{ ref('uplift_campaigns') }}
where
    (is_modelled and campaign_id not in (select campaign_id from sound))
    or (is_modelled = (reason is not null))
union all
select
    'uplift_summary' as model,
    summary.campaign_id
from {{ ref('uplift_summary') }} as summary
inner join {{ ref('uplift_campaigns') }} as campaigns
    on summary.campaign_id = campaigns.campaign_id
where
    (not campaigns.is_randomised and summary.uplift is not null)
    or (not campaigns.is_modelled and summary.contact_customers is not null)
