-- The plan holds whom contact_candidates has planned, numbered without a hole.
select
    coalesce(plan.customer_id, candidates.customer_id) as customer_id,
    candidates.decision,
    plan.contact_rank
from (
    select
        customer_id,
        contact_rank,
        row_number() over (order by contact_rank) as expected_rank
    from {{ ref('contact_plan') }}
) as plan
full join (
    select
        customer_id,
        decision
    from {{ ref('contact_candidates') }}
    where decision = 'planned'
) as candidates
    on plan.customer_id = candidates.customer_id
where
    plan.customer_id is null
    or candidates.customer_id is null
    or plan.contact_rank <> plan.expected_rank
