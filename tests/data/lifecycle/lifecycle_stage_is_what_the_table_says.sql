-- The stage and its reason by a second reading of the table: each rule on its own as one column,
-- the version of the thresholds looked up on another way, and the first rule that holds wins.
with versions as (
    select
        months.report_month,
        coalesce(
            max(
                case
                    when thresholds.effective_from_month <= months.report_month
                        then thresholds.effective_from_month
                end
            ),
            min(thresholds.effective_from_month)
        ) as effective_from_month
    from {{ ref('report_months') }} as months
    cross join {{ ref('lifecycle_thresholds') }} as thresholds
    group by months.report_month
),

rules as (
    select
        lifecycle.customer_id,
        lifecycle.report_month,
        lifecycle.lifecycle_stage,
        lifecycle.at_risk_reason,
        case when lifecycle.orders_to_date = 0 then 'Prospect' end as prospect,
        case
            when lifecycle.days_since_last_order >= thresholds.drop_off_days then 'Dropped Off'
        end as dropped_off,
        case
            when lifecycle.orders > 0 and lifecycle.previous_stage = 'Dropped Off'
                then 'Reactivated'
        end as reactivated,
        case
            when lifecycle.days_since_last_order >= thresholds.at_risk_days then 'silence'
        end as silence,
        case
            when lifecycle.ticket_decline >= thresholds.ticket_decline then 'declining ticket'
        end as declining,
        case when lifecycle.orders_to_date >= thresholds.loyal_orders then 'Loyal' end as loyal,
        case when lifecycle.orders_to_date > 1 then 'Repeat' end as repeated
    from {{ ref('customer_lifecycle') }} as lifecycle
    inner join versions on lifecycle.report_month = versions.report_month
    inner join {{ ref('lifecycle_thresholds') }} as thresholds
        on versions.effective_from_month = thresholds.effective_from_month
),

readings as (
    select
        *,
        coalesce(
            prospect,
            dropped_off,
            reactivated,
            coalesce(silence || ' and ' || declining, silence, declining),
            loyal,
            repeated,
            'New'
        ) as reading
    from rules
)

select *
from readings
where
    (lifecycle_stage = 'At Risk') <> (at_risk_reason is not null)
    or coalesce(at_risk_reason, lifecycle_stage) <> reading
