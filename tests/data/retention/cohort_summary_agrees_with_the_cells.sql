-- Each figure of a summary is that of a cell, and no cell drops more than the steepest drop.
with whole_cells as (
    select * from {{ ref('cohort_retention') }}
    where
        not is_partial
        and months_since >= 0
),

cells as (
    select
        whole_cells.*,
        previous.retention_rate - whole_cells.retention_rate as fall
    from whole_cells
    left join whole_cells as previous
        on
            whole_cells.cohort = previous.cohort
            and whole_cells.months_since = previous.months_since + 1
),

starts as (
    select
        cohort,
        retention_rate
    from cells
    where months_since = 0
)

select
    summary.cohort,
    cells.months_since,
    cells.retention_rate,
    cells.fall,
    summary.steepest_drop,
    summary.half_life_months
from {{ ref('cohort_summary') }} as summary
inner join cells on summary.cohort = cells.cohort
left join starts on summary.cohort = starts.cohort
where
    cells.months_since > summary.months_observed
    or cells.cohort_size <> summary.cohort_size
    or cells.fall > coalesce(summary.steepest_drop, 0) + 0.000000001
    or (
        cells.months_since >= 2
        and cells.fall > coalesce(summary.steepest_later_drop, 0) + 0.000000001
    )
    or (
        cells.months_since = summary.steepest_drop_month
        and abs(cells.fall - summary.steepest_drop) > 0.000000001
    )
    or (
        cells.months_since > 0
        and starts.retention_rate > 0
        and cells.retention_rate <= starts.retention_rate / 2 - 0.000000001
        and cells.months_since < coalesce(summary.half_life_months, 99999)
    )
    or (
        cells.months_since = summary.half_life_months
        and cells.retention_rate > starts.retention_rate / 2 + 0.000000001
    )
    {%- for months in [1, 3, 6, 12] %}
    or (
        cells.months_since = {{ months }}
        and (
            summary.retention_after_{{ months }} is distinct from cells.retention_rate
            or summary.still_active_after_{{ months }} is distinct from cells.still_active_rate
        )
    )
    {%- endfor %}
union all
select
    coalesce(summary.cohort, sizes.cohort) as cohort,
    null as months_since,
    null as retention_rate,
    null as fall,
    null as steepest_drop,
    null as half_life_months
from {{ ref('cohort_summary') }} as summary
full join (select distinct cohort from {{ ref('cohort_retention') }}) as sizes
    on summary.cohort = sizes.cohort
where
    summary.cohort is null
    or sizes.cohort is null
