-- The column of the var retention_group_by has few enough values for its groups to be compared;
-- with more of them retention_summary has no log-rank test.
{{ config(severity='warn') }}
select
    count(distinct group_name) as groups,
    {{ most_log_rank_groups() }} as most_groups
from {{ ref('customer_lifetimes') }}
having count(distinct group_name) > {{ most_log_rank_groups() }}
