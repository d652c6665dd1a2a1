-- The Net Promoter Score lies between -100 and 100, its counts add up, and it is there if and only
-- if somebody answered.
select
    report_month,
    nps_responses,
    nps_promoters,
    nps_passives,
    nps_detractors,
    nps
from {{ ref('engagement_metrics') }}
where
    nps_responses <> nps_promoters + nps_passives + nps_detractors
    or (nps_responses = 0) <> (nps is null)
    or nps not between -100 and 100
    or abs(nps * nps_responses - 100 * (nps_promoters - nps_detractors)) > 0.000001
