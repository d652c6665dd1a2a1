-- The six months together are the portfolio of all.
with cash_flow as (
    select
        count(*) as months,
        sum(expected_orders) as orders,
        max(cumulative_orders) as cumulative_orders,
        sum(expected_revenue) as revenue,
        max(cumulative_revenue) as cumulative_revenue,
        sum(discounted_revenue) as discounted_revenue
    from {{ ref('clv_cash_flow') }}
),

portfolio as (
    select * from {{ ref('clv_portfolio') }} where grouping_name = 'all'
)

select
    cash_flow.*,
    portfolio.clv_6_months
from cash_flow
cross join portfolio
where
    cash_flow.months <> 6
    or {{ differs('cash_flow.orders', 'portfolio.expected_orders_6_months') }}
    or {{ differs('cash_flow.cumulative_orders', 'cash_flow.orders') }}
    or {{ differs('cash_flow.revenue', 'portfolio.expected_revenue_6_months') }}
    or {{ differs('cash_flow.cumulative_revenue', 'cash_flow.revenue') }}
    or {{ differs('cash_flow.discounted_revenue', 'portfolio.clv_6_months') }}
