-- Everybody who has bought is in a cohort and, where cohorts are registration months, everybody who
-- had registered by the as-of day; nobody else. Sizes add up to them.
with expected as (
    select customer_id from {{ ref('orders') }}
    {%- if var('retention_cohort_by') == 'registration' %}
    union
    select customers.customer_id
    from {{ ref('eligible_customers') }} as customers
    cross join {{ ref('as_of') }} as as_of
    where customers.registered_date <= as_of.as_of_date
    {%- else %}
    group by customer_id
    {%- endif %}
)

select
    'customer ' || coalesce(expected.customer_id, cohorts.customer_id) as who,
    count(*) as customers
from expected
full join {{ ref('customer_cohorts') }} as cohorts on expected.customer_id = cohorts.customer_id
where
    expected.customer_id is null
    or cohorts.customer_id is null
group by coalesce(expected.customer_id, cohorts.customer_id)
union all
select
    'cohort sizes' as who,
    sum(cohort_size) as customers
from (select distinct cohort, cohort_size from {{ ref('cohort_retention') }}) as sizes
having sum(cohort_size) <> (select count(*) from expected)
