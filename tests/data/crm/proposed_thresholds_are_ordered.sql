-- Proposed thresholds obey the order that those in force have to obey.
select *
from {{ ref('tier_threshold_proposal') }}
where not (
    t_high >= t_mid_high
    and t_mid_high >= t_mid
    and t_mid > 0
    and a_high > 0
    and f_high >= f_mid
    and f_mid >= 1
)
