-- Put through the rules of the table, the proposed thresholds give the customers of each tier that
-- the proposal counts.
with proposal as (
    select * from {{ ref('tier_threshold_proposal') }}
),

customers as (
    select
        proposal.*,
        case
            when m6 >= 6 * t_high and m6 >= o6 * a_high and o6 >= f_high then 'Diamond'
            when m6 >= 6 * t_high and o6 >= f_mid then 'Platinum'
            when m6 >= 6 * t_mid_high then 'Gold'
            when m6 >= 6 * t_mid then 'Silver'
            else 'Bronze'
        end as tier
    from proposal
    inner join {{ ref('crm_snapshot') }} as crm_snapshot
        on proposal.report_month = crm_snapshot.report_month
    where crm_snapshot.m6 > 0
),

counted as (
    select
        max(customers) as customers,
        max(diamond_customers) as diamond_customers,
        max(platinum_customers) as platinum_customers,
        max(gold_customers) as gold_customers,
        max(silver_customers) as silver_customers,
        max(bronze_customers) as bronze_customers,
        count(*) as customers_found,
        count(case when tier = 'Diamond' then 1 end) as diamond_found,
        count(case when tier = 'Platinum' then 1 end) as platinum_found,
        count(case when tier = 'Gold' then 1 end) as gold_found,
        count(case when tier = 'Silver' then 1 end) as silver_found,
        count(case when tier = 'Bronze' then 1 end) as bronze_found
    from customers
)

select *
from counted
where
    customers <> customers_found
    or diamond_customers <> diamond_found
    or platinum_customers <> platinum_found
    or gold_customers <> gold_found
    or silver_customers <> silver_found
    or bronze_customers <> bronze_found
