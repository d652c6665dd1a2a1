-- There is a month to report. None means that no month of the data is complete (see the var
-- data_through), that nothing counts, or that first_report_month lies after the last month.
select count(*) as report_months
from {{ ref('report_months') }}
having count(*) = 0
