-- A contact of nobody belongs to no journey.
select
    channel,
    touched_at
from {{ ref('stg_touchpoints') }}
where customer_id is null and visitor_id is null
