-- One row per fact about an eligible customer: from the master, or a further attribute. Sources
-- keep no history of them, so the fact of today counts for all cut-offs.
{{ config(materialized='view') }}

with customers as (
    select * from {{ ref('eligible_customers') }}
),

attributes as (
    select * from {{ ref('stg_customer_attributes') }}
),

facts as (
    select
        customer_id,
        'channel of acquisition' as fact_name,
        acquisition_channel as fact_value
    from customers
    union all
    select
        customer_id,
        'country' as fact_name,
        country as fact_value
    from customers
    union all
    select
        customer_id,
        'type' as fact_name,
        customer_type as fact_value
    from customers
    union all
    select
        attributes.customer_id,
        attributes.attribute_name as fact_name,
        attributes.attribute_value as fact_value
    from attributes
    inner join customers on attributes.customer_id = customers.customer_id
),

final as (
    select distinct
        customer_id,
        fact_name,
        fact_value
    from facts
    where
        fact_name is not null
        and fact_value is not null
)

select * from final
