-- Whom a contact makes less likely to buy, by any campaign's model, is on no list.
select
    plan.customer_id,
    targets.campaign_id
from {{ ref('contact_plan') }} as plan
inner join {{ ref('uplift_targets') }} as targets on plan.customer_id = targets.customer_id
where targets.quadrant = 'sleeping dog'
