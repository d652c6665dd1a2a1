-- One row per customer who has bought, with the gaps between purchase days. The spread is made
-- from sums of whole days, so that it is the same on any number of threads.
with purchase_days as (
    select * from {{ ref('purchase_days') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

thresholds as (
    select
        versions.regular_variation_below,
        versions.random_variation_to
    from as_of
    inner join {{ version_spans(ref('retention_thresholds')) }} as versions
        on as_of.as_of_date >= versions.in_force_from
        and as_of.as_of_date < versions.in_force_before
),

sums as (
    select
        customer_id,
        count(*) as purchase_days,
        count(gap_days) as gaps,
        sum(gap_days) as days,
        sum(cast(gap_days as bigint) * gap_days) as squares,
        median(gap_days) as median_gap_days,
        max(case when next_purchase_date is null then gap_days end) as latest_gap_days,
        min(purchase_date) as first_purchase_date,
        max(purchase_date) as last_purchase_date
    from purchase_days
    group by customer_id
),

spreads as (
    select
        *,
        {{ divide('days', 'gaps') }} as mean_gap_days,
        sqrt({{ divide('gaps * squares - days * days', 'gaps * (gaps - 1)') }}) as deviation
    from sums
),

variations as (
    select
        *,
        {{ divide('deviation', 'mean_gap_days') }} as gap_variation
    from spreads
),

final as (
    select
        customer_id,
        cast(purchase_days as integer) as purchase_days,
        cast(gaps as integer) as gaps,
        mean_gap_days,
        cast(median_gap_days as double) as median_gap_days,
        latest_gap_days,
        gap_variation,
        case
            when gap_variation is null then null
            when gap_variation < thresholds.regular_variation_below then 'regular'
            when gap_variation <= thresholds.random_variation_to then 'random'
            else 'in bursts'
        end as regularity,
        first_purchase_date,
        last_purchase_date
    from variations
    cross join thresholds
)

select * from final
