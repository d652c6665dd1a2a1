-- One row per cohort, summarized from its row of the retention matrix: how fast it fades, where it
-- falls most, and how many are left. An incomplete month is left out.
with cells as (
    select * from {{ ref('cohort_retention') }}
),

sizes as (
    select
        cohort,
        min(cohort_start) as cohort_start,
        max(cohort_size) as cohort_size
    from cells
    group by cohort
),

neighbours as (
    select
        cells.*,
        lag(case when not is_partial then retention_rate end)
            over (partition by cohort order by months_since) as previous_rate,
        max(case when months_since = 0 and not is_partial then active_customers end)
            over (partition by cohort) as starting_active,
        max(case when months_since = 0 and not is_partial then observed_customers end)
            over (partition by cohort) as starting_observed
    from cells
    where months_since >= 0
),

whole_cells as (
    select
        *,
        retention_rate - previous_rate as change
    from neighbours
    where not is_partial
),

-- Of equal drops, the earlier.
ranked_drops as (
    select
        cohort,
        months_since,
        change,
        row_number() over (partition by cohort order by change, months_since) as place
    from whole_cells
    where change < 0
),

ranked_later_drops as (
    select
        cohort,
        months_since,
        change,
        row_number() over (partition by cohort order by change, months_since) as place
    from whole_cells
    where
        change < 0
        and months_since >= 2
),

shares as (
    select
        cohort,
        max(months_since) as months_observed,
        min(
            case
                when
                    months_since > 0
                    and starting_active > 0
                    and 2 * active_customers * starting_observed
                    <= starting_active * observed_customers
                    then months_since
            end
        ) as half_life_months
        {%- for months in [1, 3, 6, 12] %},
        max(case when months_since = {{ months }} then retention_rate end)
            as retention_after_{{ months }},
        max(case when months_since = {{ months }} then still_active_rate end)
            as still_active_after_{{ months }}
        {%- endfor %}
    from whole_cells
    group by cohort
),

final as (
    select
        sizes.cohort,
        sizes.cohort_start,
        sizes.cohort_size,
        shares.months_observed,
        shares.half_life_months,
        drops.months_since as steepest_drop_month,
        -drops.change as steepest_drop,
        later_drops.months_since as steepest_later_drop_month,
        -later_drops.change as steepest_later_drop
        {%- for months in [1, 3, 6, 12] %},
        shares.retention_after_{{ months }}
        {%- endfor %}
        {%- for months in [1, 3, 6, 12] %},
        shares.still_active_after_{{ months }}
        {%- endfor %}
    from sizes
    left join shares on sizes.cohort = shares.cohort
    left join ranked_drops as drops
        on sizes.cohort = drops.cohort
        and drops.place = 1
    left join ranked_later_drops as later_drops
        on sizes.cohort = later_drops.cohort
        and later_drops.place = 1
)

select * from final
order by cohort_start nulls last, cohort
