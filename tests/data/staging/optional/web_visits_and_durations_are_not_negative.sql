-- A row stands for at least one visit, and no visit lasts less than no time.
select
    customer_id,
    visitor_id,
    visited_at,
    visits,
    duration_seconds
from {{ ref('stg_web_visits') }}
where visits < 1 or duration_seconds < 0
