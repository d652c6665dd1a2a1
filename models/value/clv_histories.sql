-- One row per customer seen from one of the days of clv_cutoffs, who had bought by then, aggregated
-- as models of repeat buying need it. Several purchases of a day are one; the first is not a repeat.
-- A repeat whose net amount is not above 0 counts in the frequency and not in the value.
with cutoffs as (
    select as_of_date from {{ ref('clv_cutoffs') }}
),

purchase_days as (
    select * from {{ ref('clv_purchase_days') }}
),

summed as (
    select
        cutoffs.as_of_date,
        purchase_days.customer_id,
        min(purchase_days.purchase_date) as first_purchase_date,
        max(purchase_days.purchase_date) as last_purchase_date,
        count(*) as purchases,
        count(
            case
                when purchase_days.is_repeat and purchase_days.net_amount > 0 then 1
            end
        ) as valued_purchases,
        sum(
            case
                when purchase_days.is_repeat and purchase_days.net_amount > 0
                    then purchase_days.net_amount
            end
        ) as repeat_amount,
        sum(purchase_days.net_amount) as net_spend
    from purchase_days
    inner join cutoffs
        on purchase_days.known_from <= cutoffs.as_of_date
        and purchase_days.known_before > cutoffs.as_of_date
    group by cutoffs.as_of_date, purchase_days.customer_id
),

final as (
    select
        as_of_date,
        customer_id,
        cast(purchases - 1 as integer) as frequency,
        {{ days_between('first_purchase_date', 'last_purchase_date') }} as recency_days,
        {{ days_between('first_purchase_date', 'as_of_date') }} as age_days,
        cast(valued_purchases as integer) as valued_purchases,
        cast(coalesce(repeat_amount, 0) as decimal(18, 2)) as repeat_amount,
        coalesce({{ divide_amount('repeat_amount', 'valued_purchases') }}, 0) as monetary_value,
        cast(net_spend as decimal(18, 2)) as net_spend,
        first_purchase_date,
        last_purchase_date
    from summed
)

select * from final
