-- The cells of a cohort run without a hole to the month of the as-of day as its first customers
-- count it, and only a month which that day cuts off is partial.
with as_of as (
    select
        as_of_date,
        as_of_date < {{ month_end('as_of_date') }} as is_cut_off
    from {{ ref('as_of') }}
),

joined as (
    select
        cohort,
        min(joined_month) as first_month,
        max(joined_month) as last_month
    from {{ ref('customer_cohorts') }}
    group by cohort
),

spans as (
    select
        cohort,
        min(months_since) as first_cell,
        max(months_since) as last_cell,
        count(*) as cells
    from {{ ref('cohort_retention') }}
    group by cohort
)

select
    joined.cohort,
    spans.last_cell as months_since
from joined
left join spans on joined.cohort = spans.cohort
cross join as_of
where
    spans.cohort is null
    or spans.cells <> spans.last_cell - spans.first_cell + 1
    or spans.first_cell > 0
    or spans.last_cell <> {{ months_between('joined.first_month', 'as_of.as_of_date') }}
union all
select
    cells.cohort,
    cells.months_since
from {{ ref('cohort_retention') }} as cells
inner join joined on cells.cohort = joined.cohort
cross join as_of
where
    cells.is_partial
    and (
        not as_of.is_cut_off
        or cells.months_since < {{ months_between('joined.last_month', 'as_of.as_of_date') }}
    )
union all
select
    cells.cohort,
    cells.months_since
from {{ ref('cohort_retention') }} as cells
inner join spans on cells.cohort = spans.cohort
cross join as_of
where
    not cells.is_partial
    and as_of.is_cut_off
    and cells.months_since = spans.last_cell
