-- One row per customer with what they have been worth next to what they are expected to be worth:
-- the decile of spend up to now and that of six-month value, and the first rule of the seed
-- value_gap_rules that the two meet. Deciles do not split ties.
with customer_clv as (
    select * from {{ ref('customer_clv') }}
    where clv_6_months is not null
),

summary as (
    select
        customer_id,
        net_spend
    from {{ ref('clv_summary') }}
    where net_spend is not null
),

rules as (
    select * from {{ ref('value_gap_rules') }}
),

changes as (
    select
        customer_id,
        previous_clv_6_months,
        movement
    from {{ ref('clv_changes') }}
    where is_current
),

ranked as (
    select
        customer_clv.customer_id,
        customer_clv.rfm_segment,
        summary.net_spend,
        customer_clv.clv_6_months,
        customer_clv.probability_alive,
        customer_clv.clv_decile,
        rank() over (order by summary.net_spend) as place,
        count(*) over () as customers,
        customer_clv.warning
    from customer_clv
    inner join summary on customer_clv.customer_id = summary.customer_id
),

deciles as (
    select
        *,
        cast({{ floor_divide('(place - 1) * 10', 'customers') }} + 1 as integer) as spend_decile
    from ranked
),

matches as (
    select
        deciles.*,
        rules.value_gap,
        rules.action,
        row_number() over (
            partition by deciles.customer_id order by rules.position
        ) as match
    from deciles
    inner join rules
        on deciles.spend_decile between rules.spend_decile_from and rules.spend_decile_to
        and deciles.clv_decile between rules.clv_decile_from and rules.clv_decile_to
),

final as (
    select
        matches.customer_id,
        matches.rfm_segment,
        matches.value_gap,
        matches.action,
        matches.net_spend,
        matches.clv_6_months,
        matches.probability_alive,
        matches.spend_decile,
        matches.clv_decile,
        matches.clv_decile - matches.spend_decile as decile_gap,
        changes.previous_clv_6_months,
        changes.movement as clv_movement,
        matches.warning
    from matches
    left join changes on matches.customer_id = changes.customer_id
    where matches.match = 1
)

select * from final
