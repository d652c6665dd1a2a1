with orders as (

    select * from {{ ref('stg_orders') }}

),

statuses as (

    select * from {{ ref('order_statuses') }}

),

final as (

    select
        orders.customer_id,
        count(*) as orders,
        sum(orders.amount) as amount,
        {{ divide('sum(orders.amount)', 'count(*)') }} as average_amount,
        max(orders.ordered_on) as last_ordered_on
    from orders
    inner join statuses on statuses.status = orders.status
    where statuses.counts
    group by orders.customer_id

)

select * from final
