-- Warns of touches that name a customer who is not in the customer master: they are in no journey.
{{ config(severity='warn') }}

select
    touchpoints.customer_id as unknown_customer_id,
    touchpoints.channel,
    touchpoints.touched_at
from {{ ref('stg_touchpoints') }} as touchpoints
left join {{ ref('stg_customers') }} as customers
    on touchpoints.customer_id = customers.customer_id
where touchpoints.customer_id is not null and customers.customer_id is null
