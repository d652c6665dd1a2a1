-- The record of a customer exists whether or not the customer has ever bought.
select
    customers.customer_id as eligible_customer_id,
    profiles.customer_id as profile_customer_id
from {{ ref('eligible_customers') }} as customers
full join {{ ref('customer_profile') }} as profiles
    on customers.customer_id = profiles.customer_id
where customers.customer_id is null or profiles.customer_id is null
