-- Where month 0 is the month of the first purchase, everybody buys in it and nobody before.
select
    cohort,
    months_since,
    cohort_size,
    active_customers
from {{ ref('cohort_retention') }}
where
    {% if var('retention_cohort_by') == 'registration' -%}
    cohort = 'unknown'
    and
    {%- endif %}
    (
        months_since < 0
        or (
            months_since = 0
            and (
                active_customers <> cohort_size
                or still_active_customers <> cohort_size
                or observed_customers <> cohort_size
                or retention_rate <> 1
            )
        )
    )
