-- Money of a sale is not below 0: a refund is not a conversion.
select
    channel,
    touched_at,
    conversion_value
from {{ ref('stg_touchpoints') }}
where is_conversion and conversion_value < 0
