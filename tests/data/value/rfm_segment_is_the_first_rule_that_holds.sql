-- Wherever a segment was given, its rule holds and no earlier rule of the version in force does.
with given as (
    select
        report_month,
        recency_score,
        frequency_score,
        monetary_score,
        rfm_segment,
        count(*) as customers
    from {{ ref('rfm_scores') }}
    group by report_month, recency_score, frequency_score, monetary_score, rfm_segment
),

rules as (
    select *
    from {{ ref('rfm_segments') }}
    where segment_set = '{{ var("rfm_segment_set") }}'
),

versions as (
    select
        given_months.report_month,
        coalesce(
            max(
                case
                    when rules.effective_from_month <= given_months.report_month
                        then rules.effective_from_month
                end
            ),
            min(rules.effective_from_month)
        ) as effective_from_month
    from (select distinct report_month from given) as given_months
    cross join rules
    group by given_months.report_month
),

first_rules as (
    select
        given.report_month,
        given.recency_score,
        given.frequency_score,
        given.monetary_score,
        given.rfm_segment,
        given.customers,
        min(rules.position) as position,
        versions.effective_from_month
    from given
    left join versions on given.report_month = versions.report_month
    left join rules
        on versions.effective_from_month = rules.effective_from_month
        and given.recency_score >= rules.r_min
        and given.recency_score <= rules.r_max
        and given.frequency_score >= rules.f_min
        and given.frequency_score <= rules.f_max
        and given.monetary_score >= rules.m_min
        and given.monetary_score <= rules.m_max
    group by
        given.report_month,
        given.recency_score,
        given.frequency_score,
        given.monetary_score,
        given.rfm_segment,
        given.customers,
        versions.effective_from_month
)

select
    first_rules.*,
    rules.rfm_segment as segment_by_rule
from first_rules
left join rules
    on first_rules.effective_from_month = rules.effective_from_month
    and first_rules.position = rules.position
where
    first_rules.rfm_segment is null
    or first_rules.rfm_segment is distinct from rules.rfm_segment
