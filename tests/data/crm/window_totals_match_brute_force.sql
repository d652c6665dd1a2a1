-- Over all customers too, each window adds up to the plain sum over the rollup's months within it.
with bought as (
    select
        month,
        sum(units) as units,
        sum(orders) as orders
    from {{ ref('monthly_rollup') }}
    group by month
),

brute_force as (
    select
        report_months.report_month,
        {{ window_sums('report_months.report_month') }}
    from {{ ref('report_months') }} as report_months
    inner join bought on report_months.report_month >= bought.month
    group by report_months.report_month
),

snapshot as (
    select
        report_month,
        sum(m1) as m1,
        sum(m6) as m6,
        sum(m12) as m12,
        sum(m13) as m13,
        sum(m24) as m24,
        sum(m25) as m25,
        sum(m_total) as m_total,
        sum(o6) as o6
    from {{ ref('crm_snapshot') }}
    group by report_month
)

select
    snapshot.*,
    brute_force.m_total as m_total_by_brute_force
from snapshot
left join brute_force on snapshot.report_month = brute_force.report_month
where
    {%- for field in ['m1', 'm6', 'm12', 'm13', 'm24', 'm25', 'm_total', 'o6'] %}
    {% if not loop.first %}or {% endif -%}
    snapshot.{{ field }} <> coalesce(brute_force.{{ field }}, 0)
    {%- endfor %}
