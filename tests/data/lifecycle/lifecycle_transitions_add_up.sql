-- The moves into a stage are its customers at the month's end; the moves out of it, staying
-- included, are its customers at the end of the month before, from the second report month on.
with stages as (
    select
        report_month,
        lifecycle_stage as stage,
        count(*) as customers
    from {{ ref('customer_lifecycle') }}
    group by report_month, lifecycle_stage
),

moves_in as (
    select
        report_month,
        to_stage as stage,
        sum(customers) as customers
    from {{ ref('lifecycle_transitions') }}
    group by report_month, to_stage
),

moves_out as (
    select
        report_month,
        from_stage as stage,
        sum(customers) as customers,
        min(from_customers) as least_from_customers,
        max(from_customers) as most_from_customers
    from {{ ref('lifecycle_transitions') }}
    group by report_month, from_stage
),

before as (
    select
        {{ add_months('report_month', 1) }} as report_month,
        stage,
        customers
    from stages
    where report_month < (select max(report_month) from stages)
)

select
    'into the stage' as direction,
    coalesce(stages.report_month, moves_in.report_month) as report_month,
    coalesce(stages.stage, moves_in.stage) as stage,
    stages.customers as customers_in_stage,
    moves_in.customers as customers_moved
from stages
full join moves_in
    on stages.report_month = moves_in.report_month and stages.stage = moves_in.stage
where stages.customers is distinct from moves_in.customers
union all
select
    'out of the stage' as direction,
    coalesce(before.report_month, moves_out.report_month) as report_month,
    coalesce(before.stage, moves_out.stage) as stage,
    before.customers as customers_in_stage,
    moves_out.customers as customers_moved
from before
full join moves_out
    on before.report_month = moves_out.report_month and before.stage = moves_out.stage
where
    coalesce(before.report_month, moves_out.report_month)
    > (select min(report_month) from stages)
    and (
        before.customers is distinct from moves_out.customers
        or moves_out.least_from_customers <> moves_out.customers
        or moves_out.most_from_customers <> moves_out.customers
    )
