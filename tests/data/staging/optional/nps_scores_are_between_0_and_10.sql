-- An answer to the recommendation question is a whole number from 0 to 10.
select
    customer_id,
    responded_at,
    score
from {{ ref('stg_nps_responses') }}
where not coalesce(score between 0 and 10, false)
