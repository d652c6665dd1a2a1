-- One row per eligible customer in a report month, with its status, tier and event. The rules
-- compare sums, never averages (m6 >= 6 * t is amc >= t without a division), because decimals
-- are exact and doubles would miss a threshold by a hair. The history is cut to the report
-- months here, last of all, so that a short grid does not shorten a window.
with kpis as (
    select * from {{ ref('kpis') }}
),

report_months as (
    select report_month from {{ ref('report_months') }}
),

tier_thresholds as (
    select
        *,
        lag(effective_from_month) over (order by effective_from_month) as previous_from_month,
        lead(effective_from_month) over (order by effective_from_month) as next_from_month
    from {{ ref('tier_thresholds') }}
),

-- The newest version in force by the month; before the first version, the first.
thresholds_in_force as (
    select
        report_months.report_month,
        tier_thresholds.t_high,
        tier_thresholds.t_mid_high,
        tier_thresholds.t_mid,
        tier_thresholds.a_high,
        tier_thresholds.f_high,
        tier_thresholds.f_mid
    from report_months
    inner join tier_thresholds
        on (
            tier_thresholds.previous_from_month is null
            or tier_thresholds.effective_from_month <= report_months.report_month
        )
        and (
            tier_thresholds.next_from_month is null
            or tier_thresholds.next_from_month > report_months.report_month
        )
),

final as (
    select
        kpis.customer_id,
        kpis.report_month,
        kpis.m_total,
        kpis.m1,
        kpis.m6,
        kpis.m12,
        kpis.m13,
        kpis.m24,
        kpis.m25,
        kpis.o6,
        kpis.first_device_purchase_date,
        kpis.first_consumable_purchase_date,
        kpis.last_consumable_purchase_date,
        kpis.tenure_months,
        kpis.avg_monthly_consumption,
        kpis.avg_order_size,
        case
            when m12 > 0 then 'Active'
            else 'Not Active'
        end as activity_status,
        case
            when m12 = 0 then null
            when m6 = 0 then 'Passive'
            when m6 >= 6 * t_high and m6 >= o6 * a_high and o6 >= f_high then 'Diamond'
            when m6 >= 6 * t_high and o6 >= f_mid then 'Platinum'
            when m6 >= 6 * t_mid_high then 'Gold'
            when m6 >= 6 * t_mid then 'Silver'
            when m6 > 0 then 'Bronze'
        end as value_tier,
        -- 0 = 0 holds for all who never bought and all who lapsed long ago: m1 > 0 keeps them out.
        case
            when m1 > 0 and m1 = m_total then 'New'
            when m12 = 0 and m13 > 0 then 'Lost'
            when m1 > 0 and m1 = m13 and m_total > m13 then 'Reactivated'
        end as lifecycle_event
    from kpis
    inner join thresholds_in_force
        on kpis.report_month = thresholds_in_force.report_month
)

select * from final
