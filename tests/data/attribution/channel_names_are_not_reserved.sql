-- (start), (conversion) and (null) are where journeys begin and end, and no channels.
select
    channel,
    touched_at
from {{ ref('stg_touchpoints') }}
where {{ comparable('channel') }} in ('(start)', '(conversion)', '(null)')
