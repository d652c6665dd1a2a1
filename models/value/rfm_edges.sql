-- One row per report month and a score from 2 to 5, with what a customer must reach to have it.
with rfm_thresholds as (
    select * from {{ ref('rfm_thresholds') }}
),

rfm_values as (
    select * from {{ ref('rfm_values') }}
),

as_of as (
    select as_of_date from {{ ref('as_of') }}
),

months as (
    select report_months.report_month
    from {{ ref('report_months') }} as report_months
    cross join as_of
    where report_months.report_month_end <= as_of.as_of_date
),

{% if var('rfm_method') == 'thresholds' -%}
final as (
    select
        versions.report_month,
        rfm_thresholds.score,
        rfm_thresholds.recency_below_days,
        rfm_thresholds.frequency_at_least,
        rfm_thresholds.monetary_at_least
    from {{ versions_in_force('months', 'rfm_thresholds') }} as versions
    inner join rfm_thresholds
        on versions.effective_from_month = rfm_thresholds.effective_from_month
)
{%- elif var('rfm_method') == 'quintiles' -%}
scores as (
    select cast(score as integer) as score from generate_series(2, 5) as series (score)
),

quantiles as (
    select
        report_month,
        quantile_disc(-recency_days, [0.2, 0.4, 0.6, 0.8]) as recency,
        quantile_disc(frequency, [0.2, 0.4, 0.6, 0.8]) as frequency,
        quantile_disc(monetary, [0.2, 0.4, 0.6, 0.8]) as monetary
    from rfm_values
    group by report_month
),

-- Of n buyers, counted from the worst, a score k asks for more than buyer (k - 1) * n / 5 has, the
-- place rounded up. So equal customers have equal scores, and of the scores that a tie spans the
-- lowest: where most have one order, one order scores 1. More is one order more, or one cent.
final as (
    select
        quantiles.report_month,
        scores.score,
        cast(-quantiles.recency[scores.score - 1] as integer) as recency_below_days,
        cast(quantiles.frequency[scores.score - 1] + 1 as integer) as frequency_at_least,
        cast(quantiles.monetary[scores.score - 1] + 0.01 as decimal(18, 2)) as monetary_at_least
    from quantiles
    inner join months on quantiles.report_month = months.report_month
    cross join scores
)
{%- endif %}

select * from final
order by report_month, score
