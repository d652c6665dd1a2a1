-- The gaps of a customer are one fewer than the purchase days, and add up to the days from the
-- first purchase to the last; the middle and the latest lie among them.
with days as (
    select
        customer_id,
        count(*) as purchase_days,
        min(gap_days) as least_gap,
        max(gap_days) as most_gap,
        min(purchase_date) as first_date,
        max(purchase_date) as last_date
    from {{ ref('purchase_days') }}
    group by customer_id
)

select
    gaps.customer_id,
    gaps.purchase_days,
    gaps.gaps,
    gaps.mean_gap_days,
    gaps.median_gap_days,
    gaps.latest_gap_days
from {{ ref('purchase_gaps') }} as gaps
left join days on gaps.customer_id = days.customer_id
where
    gaps.purchase_days is distinct from days.purchase_days
    or gaps.gaps <> gaps.purchase_days - 1
    or coalesce(
        abs(gaps.gaps * gaps.mean_gap_days - (days.last_date - days.first_date)) > 0.000001,
        gaps.gaps > 0
    )
    or not coalesce(
        gaps.median_gap_days between days.least_gap and days.most_gap
        and gaps.latest_gap_days between days.least_gap and days.most_gap,
        gaps.gaps = 0
    )
    or (gaps.gap_variation is null) <> (gaps.gaps < 2)
    or (gaps.regularity is null) <> (gaps.gaps < 2)
    or gaps.gap_variation < 0
