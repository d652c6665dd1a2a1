-- One row per customer of value who is overdue by their own measure. Expected gap = age in days
-- / orders, risk = days since the last order / expected gap, at most 10; listed with more than
-- two expected gaps since the last order and a total value above 1,000, by risk × value. Nobody
-- with one or two orders can be on this list; churn_risk_coverage counts them.
with candidates as (
    select * from {{ ref('churn_candidates') }}
    where verdict = 'listed'
),

risks as (
    select
        *,
        {{ divide('age_days', 'orders') }} as expected_gap_days,
        least(
            {{ divide('days_since_last_order * orders', 'age_days') }},
            cast(churn_risk_cap as double)
        ) as risk_score
    from candidates
),

ranked as (
    select
        *,
        risk_score * cast(total_value as double) as value_at_risk,
        row_number() over (
            order by risk_score * cast(total_value as double) desc, customer_id
        ) as place
    from risks
),

final as (
    select
        customer_id,
        cast(place as integer) as risk_rank,
        cast(orders as integer) as orders,
        cast(total_value as decimal(18, 2)) as total_value,
        age_days,
        days_since_last_order,
        expected_gap_days,
        risk_score,
        value_at_risk,
        'Silent for ' || days_since_last_order || ' days, where ' || orders || ' orders in '
        || age_days || ' days made one every '
        || cast({{ exact('expected_gap_days') }} as decimal(18, 1))
        || ' days likely' as reason,
        first_order_date,
        last_order_date
    from ranked
)

select * from final
order by risk_rank
