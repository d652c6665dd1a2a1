-- What came of held-out customers, asked again of orders and snapshots one by one.
with training as (
    select * from {{ ref('propensity_training') }}
    where is_held_out
),

outcomes as (
    select
        outcome,
        customer_id,
        cut_off_date,
        happened,
        exists (
            select 1
            from {{ ref('orders') }} as orders
            where
                orders.customer_id = training.customer_id
                and orders.order_date > training.cut_off_date
                and orders.order_date <= training.label_until
        ) as ordered,
        exists (
            select 1
            from {{ ref('crm_snapshot') }} as later
            inner join {{ ref('crm_snapshot') }} as former
                on later.customer_id = former.customer_id
                and former.report_month = {{ month_start('training.cut_off_date') }}
            where
                later.customer_id = training.customer_id
                and later.report_month > training.cut_off_date
                and later.report_month <= training.label_until
                and {{ tier_rank('later.value_tier') }} > {{ tier_rank('former.value_tier') }}
        ) as moved_up
    from training
)

select *
from outcomes
where
    happened <> case outcome
        when 'purchase' then ordered
        when 'churn' then not ordered
        when 'upgrade' then moved_up
    end
