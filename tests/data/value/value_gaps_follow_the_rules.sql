-- Every customer with a spend and a value to come is there, under the first rule that the deciles meet,
-- and a higher spend is never in a lower decile.
with expected as (
    select customer_clv.customer_id
    from {{ ref('customer_clv') }} as customer_clv
    inner join {{ ref('clv_summary') }} as summary
        on customer_clv.customer_id = summary.customer_id
    where
        customer_clv.clv_6_months is not null
        and summary.net_spend is not null
),

gaps as (
    select
        *,
        max(spend_decile) over (order by net_spend range
            between unbounded preceding and current row) as highest_decile_so_far
    from {{ ref('value_gaps') }}
),

first_rules as (
    select
        gaps.customer_id,
        min_by(rules.value_gap, rules.position) as value_gap
    from gaps
    inner join {{ ref('value_gap_rules') }} as rules
        on gaps.spend_decile between rules.spend_decile_from and rules.spend_decile_to
        and gaps.clv_decile between rules.clv_decile_from and rules.clv_decile_to
    group by gaps.customer_id
)

select
    expected.customer_id as expected_customer_id,
    gaps.customer_id,
    gaps.value_gap,
    first_rules.value_gap as rule
from expected
full outer join gaps on expected.customer_id = gaps.customer_id
left join first_rules on gaps.customer_id = first_rules.customer_id
where
    expected.customer_id is null
    or gaps.customer_id is null
    or gaps.value_gap is distinct from first_rules.value_gap
    or gaps.spend_decile not between 1 and 10
    or gaps.spend_decile < gaps.highest_decile_so_far
    or gaps.decile_gap <> gaps.clv_decile - gaps.spend_decile
