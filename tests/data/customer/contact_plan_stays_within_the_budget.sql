-- The contacts of a month together cost at most the var contact_budget.
select sum(contact_cost) as cost
from {{ ref('contact_plan') }}
{% if var('contact_budget') is none -%}
where false
{% endif -%}
having sum(contact_cost) > {{ var('contact_budget') or 0 }}
