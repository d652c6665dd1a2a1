-- One row per move from the stage at the end of the month before to the stage at the end of the
-- month, and how many customers made it; who stays in a stage moves from it to itself.
with customer_lifecycle as (
    select * from {{ ref('customer_lifecycle') }}
),

moves as (
    select
        report_month,
        previous_stage as from_stage,
        lifecycle_stage as to_stage,
        count(*) as customers
    from customer_lifecycle
    group by report_month, previous_stage, lifecycle_stage
),

totals as (
    select
        *,
        sum(customers) over (partition by report_month, from_stage) as from_customers
    from moves
),

final as (
    select
        report_month,
        from_stage,
        to_stage,
        cast(customers as integer) as customers,
        cast(from_customers as integer) as from_customers,
        {{ divide('customers', 'from_customers') }} as from_share
    from totals
)

select * from final
