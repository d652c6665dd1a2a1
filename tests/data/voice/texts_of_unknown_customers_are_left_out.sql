-- Warns of texts whose customer is not in the customer master: they count nowhere.
{{ config(severity='warn') }}

select
    interactions.interaction_id,
    interactions.customer_id as unknown_customer_id,
    interactions.created_date
from {{ ref('stg_interactions') }} as interactions
left join {{ ref('stg_customers') }} as customers
    on interactions.customer_id = customers.customer_id
where
    interactions.customer_id is not null
    and customers.customer_id is null
