-- One row per fact that takes a place among the features. Facts that hold or not are the pairs of
-- name and value that divide customers most evenly; a name whose values are all numbers, and more
-- than ten of them, is a number.
with facts as (
    select * from {{ ref('propensity_facts') }}
),

customers as (
    select count(*) as customers from {{ ref('eligible_customers') }}
),

names as (
    select
        fact_name,
        count(distinct customer_id) as customers,
        count(distinct fact_value) > 10
        and bool_and({{ numeric_value('fact_value') }} is not null) as is_number,
        quantile_disc({{ numeric_value('fact_value') }}, 0.5) as median_value
    from facts
    group by fact_name
),

numbers as (
    select
        fact_name,
        cast(null as varchar) as fact_value,
        customers,
        median_value,
        row_number() over (order by customers desc, fact_name) as place
    from names
    where is_number
),

pairs as (
    select
        facts.fact_name,
        facts.fact_value,
        count(distinct facts.customer_id) as customers
    from facts
    inner join names on facts.fact_name = names.fact_name
    where not names.is_number
    group by facts.fact_name, facts.fact_value
),

choices as (
    select
        pairs.fact_name,
        pairs.fact_value,
        pairs.customers,
        row_number() over (
            order by
                least(pairs.customers, customers.customers - pairs.customers) desc,
                pairs.fact_name,
                pairs.fact_value
        ) as place
    from pairs
    cross join customers
    -- A fact of hardly anybody, or of nearly everybody, tells nobody apart.
    where 100 * least(pairs.customers, customers.customers - pairs.customers) >= customers.customers
),

final as (
    select
        'fact_' || place as slot,
        fact_name,
        fact_value,
        cast(customers as integer) as customers,
        cast(null as double) as median_value
    from choices
    where place <= {{ propensity_fact_slots() | length }}
    union all
    select
        'number_' || place as slot,
        fact_name,
        fact_value,
        cast(customers as integer) as customers,
        median_value
    from numbers
    where place <= {{ propensity_number_slots() | length }}
)

select * from final
order by slot
