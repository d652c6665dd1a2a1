-- A visit of nobody says nothing about anybody.
select
    visited_at,
    visits
from {{ ref('stg_web_visits') }}
where customer_id is null and visitor_id is null
