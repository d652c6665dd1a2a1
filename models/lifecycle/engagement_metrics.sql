-- One row per report month with the five engagement metrics, the counts behind each and its
-- change from the month before. Counts come from customer_lifecycle, so that the metrics and the
-- stages never tell two stories; tickets and NPS have sources of their own.
with customer_lifecycle as (
    select * from {{ ref('customer_lifecycle') }}
),

orders as (
    select * from {{ ref('orders') }}
),

nps_responses as (
    select responses.*
    from {{ ref('stg_nps_responses') }} as responses
    inner join {{ ref('eligible_customers') }} as customers
        on responses.customer_id = customers.customer_id
),

last_loyal as (
    select
        customer_id,
        max(report_month) as last_loyal_month
    from customer_lifecycle
    where lifecycle_stage = 'Loyal'
    group by customer_id
),

activations as (
    select
        customer_lifecycle.report_month,
        count(*) as activated_customers,
        count(case when last_loyal.last_loyal_month > customer_lifecycle.report_month then 1 end)
            as activated_since_loyal
    from customer_lifecycle
    left join last_loyal on customer_lifecycle.customer_id = last_loyal.customer_id
    where
        customer_lifecycle.previous_stage = 'Dropped Off'
        and customer_lifecycle.orders > 0
    group by customer_lifecycle.report_month
),

counts as (
    select
        report_month,
        count(case when orders_to_date >= 1 then 1 end) as customers_with_order,
        count(case when orders_to_date >= 2 then 1 end) as customers_with_repeat_order,
        count(case when orders_to_date - orders = 1 then 1 end) as one_order_customers_at_start,
        count(case when orders_to_date - orders = 1 and orders > 0 then 1 end)
            as converted_customers,
        count(case when previous_stage = 'Dropped Off' then 1 end) as dropped_off_at_start,
        count(case when orders > 0 then 1 end) as buyers,
        sum(orders) as orders
    from customer_lifecycle
    group by report_month
),

tickets as (
    select
        {{ month_start('order_date') }} as month,
        sum(amount) as amount,
        count(amount) as orders_with_amount
    from orders
    group by {{ month_start('order_date') }}
),

surveys as (
    select
        {{ month_start('responded_date') }} as month,
        count(*) as nps_responses,
        count(case when score >= 9 then 1 end) as nps_promoters,
        count(case when score between 7 and 8 then 1 end) as nps_passives,
        count(case when score <= 6 then 1 end) as nps_detractors
    from nps_responses
    group by {{ month_start('responded_date') }}
),

metrics as (
    select
        counts.*,
        {{ divide('customers_with_repeat_order', 'customers_with_order') }} as repeat_ratio,
        {{ divide('converted_customers', 'one_order_customers_at_start') }}
            as first_to_second_conversion,
        coalesce(activations.activated_customers, 0) as activated_customers,
        coalesce(activations.activated_since_loyal, 0) as activated_since_loyal,
        {{ divide('coalesce(activations.activated_customers, 0)', 'dropped_off_at_start') }}
            as activation_ratio,
        {{ divide('activations.activated_since_loyal', 'activations.activated_customers') }}
            as activated_loyal_ratio,
        coalesce(surveys.nps_responses, 0) as nps_responses,
        coalesce(surveys.nps_promoters, 0) as nps_promoters,
        coalesce(surveys.nps_passives, 0) as nps_passives,
        coalesce(surveys.nps_detractors, 0) as nps_detractors,
        {{ divide('100 * (nps_promoters - nps_detractors)', 'surveys.nps_responses') }} as nps,
        {{ divide('counts.orders', 'buyers') }} as frequency_ratio,
        tickets.amount,
        coalesce(tickets.orders_with_amount, 0) as orders_with_amount,
        {{ divide('tickets.amount', 'tickets.orders_with_amount') }} as average_ticket
    from counts
    left join activations on counts.report_month = activations.report_month
    left join tickets on counts.report_month = tickets.month
    left join surveys on counts.report_month = surveys.month
),

final as (
    select
        report_month,
        cast(customers_with_order as integer) as customers_with_order,
        cast(customers_with_repeat_order as integer) as customers_with_repeat_order,
        repeat_ratio,
        repeat_ratio - lag(repeat_ratio) over (order by report_month) as repeat_ratio_change,
        cast(one_order_customers_at_start as integer) as one_order_customers_at_start,
        cast(converted_customers as integer) as converted_customers,
        first_to_second_conversion,
        first_to_second_conversion
        - lag(first_to_second_conversion) over (order by report_month)
            as first_to_second_conversion_change,
        cast(dropped_off_at_start as integer) as dropped_off_at_start,
        cast(activated_customers as integer) as activated_customers,
        activation_ratio,
        activation_ratio - lag(activation_ratio) over (order by report_month)
            as activation_ratio_change,
        cast(activated_since_loyal as integer) as activated_since_loyal,
        activated_loyal_ratio,
        activated_loyal_ratio - lag(activated_loyal_ratio) over (order by report_month)
            as activated_loyal_ratio_change,
        cast(nps_responses as integer) as nps_responses,
        cast(nps_promoters as integer) as nps_promoters,
        cast(nps_passives as integer) as nps_passives,
        cast(nps_detractors as integer) as nps_detractors,
        nps,
        nps - lag(nps) over (order by report_month) as nps_change,
        cast(buyers as integer) as buyers,
        cast(orders as integer) as orders,
        frequency_ratio,
        frequency_ratio - lag(frequency_ratio) over (order by report_month)
            as frequency_ratio_change,
        cast(amount as decimal(18, 2)) as amount,
        cast(orders_with_amount as integer) as orders_with_amount,
        average_ticket,
        average_ticket - lag(average_ticket) over (order by report_month)
            as average_ticket_change
    from metrics
)

select * from final
