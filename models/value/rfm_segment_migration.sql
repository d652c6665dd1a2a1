-- One row per report month and a pair of segments with customers who were in the one at the end
-- of the month before and are in the other at the end of this one. Nobody leaves, because
-- an order stays an order. Customers without an earlier order come from '(no order)'.
with rfm_scores as (
    select * from {{ ref('rfm_scores') }}
),

moves as (
    select
        report_month,
        lag(rfm_segment) over (partition by customer_id order by report_month)
            as previous_rfm_segment,
        rfm_segment
    from rfm_scores
),

first_month as (
    select min(report_month) as report_month from rfm_scores
),

final as (
    select
        moves.report_month,
        coalesce(moves.previous_rfm_segment, '(no order)') as from_segment,
        moves.rfm_segment as to_segment,
        count(*) as customers
    from moves
    inner join first_month on moves.report_month > first_month.report_month
    group by
        moves.report_month,
        coalesce(moves.previous_rfm_segment, '(no order)'),
        moves.rfm_segment
)

select * from final
order by report_month, from_segment, to_segment
