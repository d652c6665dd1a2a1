-- Survival and Greenwood's error by brute force: the product and the sum over all days up to a day.
with steps as (
    select
        curve.group_by,
        curve.group_name,
        curve.day,
        product({{ divide('earlier.at_risk - earlier.events', 'earlier.at_risk') }}) as survival,
        sum(
            {{ divide('earlier.events', 'earlier.at_risk * (earlier.at_risk - earlier.events)') }}
        ) as greenwood
    from {{ ref('retention_curve') }} as curve
    inner join {{ ref('retention_curve') }} as earlier
        on
            curve.group_by = earlier.group_by
            and curve.group_name = earlier.group_name
            and curve.day >= earlier.day
    group by curve.group_by, curve.group_name, curve.day
)

select
    curve.group_by,
    curve.group_name,
    curve.day,
    curve.survival,
    steps.survival as survival_by_brute_force,
    curve.std_error
from {{ ref('retention_curve') }} as curve
inner join steps
    on
        curve.group_by = steps.group_by
        and curve.group_name = steps.group_name
        and curve.day = steps.day
where
    abs(curve.survival - steps.survival) > 0.000000001
    or abs(curve.std_error - steps.survival * sqrt(steps.greenwood)) > 0.000000001
