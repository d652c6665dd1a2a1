-- The costs are those of the months with journeys, and are divided by credit to the cent but for
-- rounding; the credits are those of the chain.
with budget as (
    select
        coalesce(sum(cost), 0) as cost,
        coalesce(sum(cost_by_credit), 0) as cost_by_credit,
        coalesce(sum(conversions), 0) as conversions,
        coalesce(sum(case when cost is not null then conversions end), 0) as paid_conversions,
        count(*) as channels
    from {{ ref('channel_budget') }}
),

spent as (
    select coalesce(sum(costs.cost), 0) as cost
    from {{ ref('stg_acquisition_costs') }} as costs
    cross join {{ ref('as_of') }} as as_of
    cross join (
        select min(started_at) as started_at
        from {{ ref('journeys') }}
        where is_attributed
    ) as journeys
    where
        last_day(costs.cost_month) >= cast(journeys.started_at as date)
        and costs.cost_month <= as_of.as_of_date
),

credits as (
    select coalesce(sum(conversions), 0) as conversions
    from {{ ref('channel_markov') }}
    where markov_order = 1
)

select
    budget.*,
    spent.cost as cost_of_months,
    credits.conversions as credited_conversions
from budget
cross join spent
cross join credits
where
    budget.cost <> spent.cost
    or abs(budget.conversions - credits.conversions) > 0.000001
    or (
        budget.paid_conversions > 0
        and abs(budget.cost_by_credit - budget.cost) > 0.005 * budget.channels
    )
