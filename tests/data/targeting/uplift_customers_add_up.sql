-- The customers of a campaign are those of its population, and those whose window is over are in
-- exactly one decile and one quadrant; the targets are all eligible customers of today.
with population as (
    select
        campaign_id,
        count(*) as customers,
        count(*) filter (where is_observed) as observed_customers,
        count(*) filter (where is_responder) as responders
    from {{ ref('uplift_population') }}
    group by campaign_id
),

deciles as (
    select
        campaign_id,
        sum(treated_customers + control_customers) as customers,
        sum(treated_responders + control_responders) as responders
    from {{ ref('uplift_deciles') }}
    group by campaign_id
),

quadrants as (
    select
        campaign_id,
        sum(customers) as customers,
        sum(treated_responders + control_responders) as responders
    from {{ ref('uplift_quadrants') }}
    group by campaign_id
),

targets as (
    select
        campaign_id,
        count(*) as customers
    from {{ ref('uplift_targets') }}
    group by campaign_id
),

today as (
    select count(*) as customers from {{ ref('eligible_customers') }}
)

select
    campaigns.campaign_id,
    campaigns.customers,
    population.observed_customers,
    deciles.customers as customers_of_deciles,
    quadrants.customers as customers_of_quadrants,
    targets.customers as targets
from {{ ref('uplift_campaigns') }} as campaigns
cross join today
full join population on campaigns.campaign_id = population.campaign_id
left join deciles on campaigns.campaign_id = deciles.campaign_id
left join quadrants on campaigns.campaign_id = quadrants.campaign_id
left join targets on campaigns.campaign_id = targets.campaign_id
where
    campaigns.customers is distinct from population.customers
    or campaigns.treated_customers + campaigns.control_customers
    <> population.observed_customers
    or campaigns.treated_responders + campaigns.control_responders <> population.responders
    or (
        campaigns.is_modelled
        and (
            deciles.customers is distinct from population.observed_customers
            or deciles.responders is distinct from population.responders
            or quadrants.customers is distinct from population.observed_customers
            or quadrants.responders is distinct from population.responders
            or targets.customers is distinct from today.customers
        )
    )
