-- One row per report month with where its buyers come from and where those of the month before
-- went. Each count stands on its own, so that the identities between them can be tested.
with order_sequence as (
    select * from {{ ref('order_sequence') }}
),

report_months as (
    select report_month from {{ ref('report_months') }}
),

buying_months as (
    select distinct
        customer_id,
        {{ month_start('order_date') }} as month
    from order_sequence
),

neighbours as (
    select
        customer_id,
        month,
        lag(month) over (partition by customer_id order by month) as previous_month,
        lead(month) over (partition by customer_id order by month) as next_month
    from buying_months
),

buyers as (
    select
        month,
        count(*) as buyers,
        count(case when previous_month is null then 1 end) as new_buyers,
        count(case when previous_month = {{ add_months('month', -1) }} then 1 end)
            as repeat_buyers,
        count(case when previous_month < {{ add_months('month', -1) }} then 1 end)
            as returning_buyers
    from neighbours
    group by month
),

dormant as (
    select
        {{ add_months('month', 1) }} as month,
        count(*) as dormant_buyers
    from neighbours
    where next_month is null or next_month > {{ add_months('month', 1) }}
    group by {{ add_months('month', 1) }}
),

final as (
    select
        report_months.report_month,
        cast(coalesce(buyers.buyers, 0) as integer) as buyers,
        cast(coalesce(buyers.new_buyers, 0) as integer) as new_buyers,
        cast(coalesce(buyers.repeat_buyers, 0) as integer) as repeat_buyers,
        cast(coalesce(buyers.returning_buyers, 0) as integer) as returning_buyers,
        cast(coalesce(dormant.dormant_buyers, 0) as integer) as dormant_buyers
    from report_months
    left join buyers on report_months.report_month = buyers.month
    left join dormant on report_months.report_month = dormant.month
)

select * from final
