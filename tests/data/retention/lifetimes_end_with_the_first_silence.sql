-- Somebody is lost drop_off_days after a purchase, with none since and no such silence before;
-- whoever is not lost has had no such silence by the as-of day.
with silences as (
    select
        days.customer_id,
        days.purchase_date + thresholds.drop_off_days as silent_date,
        thresholds.drop_off_days,
        as_of.as_of_date,
        count(later.purchase_date) as purchases_within
    from {{ ref('purchase_days') }} as days
    cross join {{ ref('as_of') }} as as_of
    inner join {{ version_spans(ref('lifecycle_thresholds')) }} as thresholds
        on
            thresholds.in_force_from <= as_of.as_of_date
            and thresholds.in_force_before > as_of.as_of_date
    left join {{ ref('purchase_days') }} as later
        on
            days.customer_id = later.customer_id
            and days.purchase_date < later.purchase_date
            and days.purchase_date + thresholds.drop_off_days >= later.purchase_date
    group by
        days.customer_id,
        days.purchase_date,
        thresholds.drop_off_days,
        as_of.as_of_date
),

losses as (
    select
        customer_id,
        min(
            case when purchases_within = 0 and silent_date <= as_of_date then silent_date end
        ) as lost_date,
        min(as_of_date) as as_of_date,
        min(drop_off_days) as drop_off_days
    from silences
    group by customer_id
)

select
    lifetimes.customer_id,
    lifetimes.lost_date,
    losses.lost_date as lost_by_brute_force,
    lifetimes.duration_days
from {{ ref('customer_lifetimes') }} as lifetimes
left join losses on lifetimes.customer_id = losses.customer_id
where
    lifetimes.lost_date is distinct from losses.lost_date
    or lifetimes.is_lost <> (losses.lost_date is not null)
    or lifetimes.first_purchase_date + lifetimes.duration_days
    <> coalesce(losses.lost_date, losses.as_of_date)
    or (lifetimes.is_lost and lifetimes.duration_days < losses.drop_off_days)
