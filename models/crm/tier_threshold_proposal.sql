-- One row per proposal of tier thresholds, for the var calibration_month or else the last report
-- month. It is a proposal only: what is in force are the rows of the seed tier_thresholds.
-- The months are read in either case. depends_on: {{ ref('report_months') }}
{% if var('calibration_month') -%}
{{ propose_tier_thresholds(date_literal(var('calibration_month'))) }}
{%- else -%}
{{ propose_tier_thresholds('(select max(report_month) from ' ~ ref('report_months') ~ ')') }}
{%- endif %}
