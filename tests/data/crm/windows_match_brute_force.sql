-- A window is the plain sum over the rollup's months within it. Every month is compared for up to
-- 2,000 customers, whom a hash picks; window_totals_match_brute_force covers the rest.
with customers as (
    select customer_id
    from {{ ref('eligible_customers') }}
    order by md5(customer_id), customer_id
    limit 2000
),

bought as (
    select
        rollup.customer_id,
        rollup.month,
        rollup.units,
        rollup.orders
    from {{ ref('monthly_rollup') }} as rollup
    inner join customers on rollup.customer_id = customers.customer_id
),

snapshot as (
    select snapshot.*
    from {{ ref('crm_snapshot') }} as snapshot
    inner join customers on snapshot.customer_id = customers.customer_id
),

brute_force as (
    select
        bought.customer_id,
        report_months.report_month,
        {{ window_sums('report_months.report_month') }}
    from bought
    inner join {{ ref('report_months') }} as report_months
        on bought.month <= report_months.report_month
    where bought.units > 0
    group by bought.customer_id, report_months.report_month
)

select
    snapshot.customer_id,
    snapshot.report_month,
    snapshot.m1,
    brute_force.m1 as m1_by_brute_force,
    snapshot.m_total,
    brute_force.m_total as m_total_by_brute_force
from snapshot
left join brute_force
    on
        snapshot.customer_id = brute_force.customer_id
        and snapshot.report_month = brute_force.report_month
where
    {%- for field in ['m1', 'm6', 'm12', 'm13', 'm24', 'm25', 'm_total', 'o6'] %}
    {% if not loop.first %}or {% endif -%}
    coalesce(snapshot.{{ field }}, -1) <> coalesce(brute_force.{{ field }}, 0)
    {%- endfor %}
