-- A contact is due in the seven days after the as-of day, on the customer's weekday where known.
select
    plan.customer_id,
    plan.contact_date,
    profiles.best_weekday
from {{ ref('contact_plan') }} as plan
inner join {{ ref('customer_profile') }} as profiles on plan.customer_id = profiles.customer_id
where
    {{ days_between('profiles.as_of_date', 'plan.contact_date') }} not between 1 and 7
    or {{ weekday('plan.contact_date') }} <> profiles.best_weekday
