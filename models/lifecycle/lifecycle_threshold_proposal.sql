-- One row per proposal of lifecycle thresholds, from the orders up to the end of the var
-- calibration_month or else of the last report month. It is a proposal only: what is in force are
-- the rows of the seed lifecycle_thresholds.
-- The months are read in either case. depends_on: {{ ref('report_months') }}
{% if var('calibration_month') -%}
{{ propose_lifecycle_thresholds(date_literal(var('calibration_month'))) }}
{%- else -%}
{{ propose_lifecycle_thresholds('(select max(report_month) from ' ~ ref('report_months') ~ ')') }}
{%- endif %}
