-- The buyers and new buyers of a month are those whom customer_lifecycle shows with an order, and
-- with no order before.
with lifecycle as (
    select
        report_month,
        count(case when orders > 0 then 1 end) as buyers,
        count(case when orders > 0 and orders = orders_to_date then 1 end) as new_buyers
    from {{ ref('customer_lifecycle') }}
    group by report_month
)

select
    growth.report_month,
    growth.buyers,
    lifecycle.buyers as buyers_of_the_lifecycle,
    growth.new_buyers,
    lifecycle.new_buyers as new_buyers_of_the_lifecycle
from {{ ref('active_growth') }} as growth
full join lifecycle on growth.report_month = lifecycle.report_month
where
    growth.buyers is distinct from lifecycle.buyers
    or growth.new_buyers is distinct from lifecycle.new_buyers
