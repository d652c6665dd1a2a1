-- Nobody who was drawn is lost, but for those who are not eligible customers and those of tomorrow.
select
    assignments.campaign_id,
    assignments.customer_id,
    assignments.is_treated,
    population.is_treated as is_treated_in_population
from {{ ref('stg_campaign_assignments') }} as assignments
inner join {{ ref('eligible_customers') }} as customers
    on assignments.customer_id = customers.customer_id
cross join {{ ref('as_of') }} as as_of
full join {{ ref('uplift_population') }} as population
    on assignments.campaign_id = population.campaign_id
    and assignments.customer_id = population.customer_id
where
    assignments.is_treated is distinct from population.is_treated
    and (assignments.assigned_date is null or assignments.assigned_date <= as_of.as_of_date)
