-- Equity is that of before, plus the new, plus what some gained, less what others lost; that of before
-- is the group's row before; segments together are all; and the last day is the portfolio.
with trend as (
    select * from {{ ref('clv_trend') }}
),

totals as (
    select
        as_of_date,
        sum(case when grouping_name = 'all' then customer_equity end) as equity,
        sum(case when grouping_name <> 'all' then customer_equity end) as equity_of_segments,
        sum(case when grouping_name = 'all' then customers end) as customers,
        sum(case when grouping_name <> 'all' then customers end) as customers_of_segments
    from trend
    group by as_of_date
),

portfolio as (
    select clv_6_months from {{ ref('clv_portfolio') }} where grouping_name = 'all'
)

select
    trend.as_of_date,
    trend.group_name,
    trend.customer_equity,
    trend.previous_equity
from trend
left join trend as previous
    on trend.previous_as_of_date = previous.as_of_date
    and trend.grouping_name = previous.grouping_name
    and trend.group_name = previous.group_name
inner join totals on trend.as_of_date = totals.as_of_date
cross join portfolio
where
    {{ differs(
        'trend.customer_equity + trend.equity_lost',
        'trend.previous_equity + trend.equity_of_new + trend.equity_gained'
    ) }}
    or {{ differs('coalesce(previous.customer_equity, 0)', 'trend.previous_equity') }}
    or {{ differs('totals.equity', 'totals.equity_of_segments') }}
    or totals.customers <> totals.customers_of_segments
    or trend.customers_new + trend.customers_rose + trend.customers_decayed > trend.customers
    or (
        trend.as_of_date = (select max(as_of_date) from trend)
        and {{ differs('totals.equity', 'portfolio.clv_6_months') }}
    )
