-- A group that was drawn from people who are not customers answers with nothing.
{{ config(severity='warn') }}

select
    assignments.campaign_id,
    assignments.customer_id as unknown_customer_id
from {{ ref('stg_campaign_assignments') }} as assignments
left join {{ ref('stg_customers') }} as customers
    on assignments.customer_id = customers.customer_id
where customers.customer_id is null
