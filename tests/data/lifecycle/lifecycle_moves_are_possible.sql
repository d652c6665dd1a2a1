-- Some moves cannot be: nobody becomes a Prospect again; Reactivated comes after Dropped Off and
-- nothing else; and out of Dropped Off leads an order, by way of Reactivated, unless a new version
-- of the thresholds gives more time.
with thresholds as (
    select
        report_months.report_month,
        versions.drop_off_days,
        lag(versions.drop_off_days) over (order by report_months.report_month)
            as drop_off_days_before
    from {{ ref('report_months') }} as report_months
    inner join {{ version_spans(ref('lifecycle_thresholds')) }} as versions
        on versions.in_force_from <= report_months.report_month
        and versions.in_force_before > report_months.report_month
)

select
    lifecycle.customer_id,
    lifecycle.report_month,
    lifecycle.previous_stage,
    lifecycle.lifecycle_stage,
    lifecycle.orders
from {{ ref('customer_lifecycle') }} as lifecycle
inner join thresholds on lifecycle.report_month = thresholds.report_month
where
    (lifecycle.lifecycle_stage = 'Prospect' and lifecycle.previous_stage <> 'Prospect')
    or (lifecycle.lifecycle_stage = 'Reactivated' and lifecycle.previous_stage <> 'Dropped Off')
    or (
        lifecycle.previous_stage = 'Dropped Off'
        and lifecycle.lifecycle_stage not in ('Dropped Off', 'Reactivated')
        and (lifecycle.orders > 0 or thresholds.drop_off_days <= thresholds.drop_off_days_before)
    )
