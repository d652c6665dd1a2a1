-- Visits are not fewer than none, and none lasts less than no time.
select
    customer_id,
    visitor_id,
    visited_at,
    visits,
    duration_seconds
from {{ ref('stg_web_visits') }}
where visits < 0 or duration_seconds < 0
