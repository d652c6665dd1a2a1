-- The previous stage is the stage of the row a month earlier, from the second report month on. Every
-- month is compared for up to 2,000 customers, whom a hash picks; lifecycle_transitions_add_up
-- covers the rest.
with customers as (
    select customer_id
    from {{ ref('eligible_customers') }}
    order by md5(customer_id), customer_id
    limit 2000
),

sequence as (
    select
        lifecycle.customer_id,
        lifecycle.report_month,
        lifecycle.previous_stage,
        lag(lifecycle.lifecycle_stage) over (
            partition by lifecycle.customer_id order by lifecycle.report_month
        ) as stage_before
    from {{ ref('customer_lifecycle') }} as lifecycle
    inner join customers on lifecycle.customer_id = customers.customer_id
)

select *
from sequence
where stage_before is not null and previous_stage is distinct from stage_before
