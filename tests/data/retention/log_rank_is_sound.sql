-- Over the groups that are compared, as many losses are expected as observed; the statistic is not
-- negative and one for all groups; it is 0 where all observe what is expected of them, and has a
-- degree of freedom for each group but one.
with compared as (
    select * from {{ ref('retention_summary') }}
    where
        group_by <> 'all'
        and expected_events is not null
),

totals as (
    select
        count(*) as groups,
        sum(events) as events,
        sum(expected_events) as expected_events,
        count(distinct log_rank_chi_square) as statistics,
        min(log_rank_chi_square) as chi_square,
        max(log_rank_degrees) as degrees,
        min(log_rank_p_value) as least_p,
        max(log_rank_p_value) as most_p
    from compared
)

select *
from totals
where
    groups > 0
    and (
        abs(events - expected_events) > 0.000001 * greatest(events, 1)
        or statistics > 1
        or chi_square < 0
        or degrees > groups - 1
        or (chi_square is null) <> (degrees is null)
        or (chi_square is null) <> (least_p is null)
        or least_p < 0
        or most_p > 1
    )
