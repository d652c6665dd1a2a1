-- The moves of a month out of a segment are its customers of the month before, and the moves into
-- it those of the month. The first month has no month before it and no moves.
with sizes as (
    select
        report_month,
        rfm_segment,
        count(*) as customers
    from {{ ref('rfm_scores') }}
    group by report_month, rfm_segment
),

first_month as (
    select min(report_month) as report_month from sizes
),

last_month as (
    select max(report_month) as report_month from sizes
),

moved_in as (
    select
        report_month,
        to_segment as rfm_segment,
        sum(customers) as customers
    from {{ ref('rfm_segment_migration') }}
    group by report_month, to_segment
),

moved_out as (
    select
        {{ add_months('report_month', -1) }} as report_month,
        from_segment as rfm_segment,
        sum(customers) as customers
    from {{ ref('rfm_segment_migration') }}
    where from_segment <> '(no order)'
    group by {{ add_months('report_month', -1) }}, from_segment
),

sizes_after_first as (
    select sizes.*
    from sizes
    inner join first_month on sizes.report_month > first_month.report_month
),

sizes_before_last as (
    select sizes.*
    from sizes
    inner join last_month on sizes.report_month < last_month.report_month
)

select
    'into' as direction,
    coalesce(moved_in.report_month, sizes.report_month) as report_month,
    coalesce(moved_in.rfm_segment, sizes.rfm_segment) as rfm_segment,
    moved_in.customers as moves,
    sizes.customers
from moved_in
full outer join sizes_after_first as sizes
    on moved_in.report_month = sizes.report_month
    and moved_in.rfm_segment = sizes.rfm_segment
where moved_in.customers is distinct from sizes.customers
union all
select
    'out of' as direction,
    coalesce(moved_out.report_month, sizes.report_month) as report_month,
    coalesce(moved_out.rfm_segment, sizes.rfm_segment) as rfm_segment,
    moved_out.customers as moves,
    sizes.customers
from moved_out
full outer join sizes_before_last as sizes
    on moved_out.report_month = sizes.report_month
    and moved_out.rfm_segment = sizes.rfm_segment
where moved_out.customers is distinct from sizes.customers
