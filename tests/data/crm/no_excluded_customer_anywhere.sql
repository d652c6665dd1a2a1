-- Whoever has a row in a model of the CRM layer is in the master, with a type that is not
-- excluded.
with followed as (
    select customer_id from {{ ref('eligible_customers') }}
    union
    select customer_id from {{ ref('counted_lines') }}
    union
    select customer_id from {{ ref('monthly_rollup') }}
    union
    select customer_id from {{ ref('crm_snapshot') }}
),

allowed as (
    select customer_id
    from {{ ref('stg_customers') }}
    where
        lower(customer_type) not in (
            select {{ comparable('customer_type') }} from {{ ref('excluded_customer_types') }}
        )
)

select followed.customer_id
from followed
left join allowed on followed.customer_id = allowed.customer_id
where allowed.customer_id is null
