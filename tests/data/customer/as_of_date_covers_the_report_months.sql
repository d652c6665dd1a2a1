-- The as-of day is not before the end of the last report month, or that month would be reported without
-- what happened in it. To look back, set the var last_report_month along with as_of_date.
select
    as_of.as_of_date,
    report_months.report_month,
    report_months.report_month_end
from {{ ref('report_months') }} as report_months
cross join {{ ref('as_of') }} as as_of
where report_months.report_month_end > as_of.as_of_date
