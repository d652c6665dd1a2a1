-- Survival begins with 1, never rises, and stays between 0 and 1, as its interval around it does.
with curve as (
    select
        *,
        lag(survival) over (partition by group_by, group_name order by day) as survival_before,
        row_number() over (partition by group_by, group_name order by day) as place
    from {{ ref('retention_curve') }}
)

select
    group_by,
    group_name,
    day,
    survival,
    survival_before,
    conf_lower,
    conf_upper
from curve
where
    not coalesce(survival between 0 and 1, false)
    or survival > survival_before
    or (events = 0 and survival < survival_before)
    or (place = 1 and (day <> 0 or (events = 0 and survival <> 1)))
    or std_error < 0
    or conf_lower > survival + 0.000000001
    or conf_upper < survival - 0.000000001
    or conf_lower < 0
    or conf_upper > 1
    or (survival > 0 and (std_error is null or conf_lower is null or conf_upper is null))
