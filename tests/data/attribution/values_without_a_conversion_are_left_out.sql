-- Warns of touches that have a value but led to no sale: the value counts nowhere.
{{ config(severity='warn') }}

select
    channel,
    touched_at,
    conversion_value
from {{ ref('stg_touchpoints') }}
where not is_conversion and conversion_value <> 0
