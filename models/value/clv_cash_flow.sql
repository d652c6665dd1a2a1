-- One row per month of the next six, with the orders and the revenue that today's customers are
-- expected to bring in it. Future customers come on top and are not included.
with customer_clv as (
    select * from {{ ref('customer_clv') }}
),

as_of as (
    select as_of_date from {{ ref('as_of') }}
),

parameters as (
    select
        parameters.is_reliable,
        parameters.warning
    from {{ ref('clv_parameters') }} as parameters
    inner join as_of on parameters.as_of_date = as_of.as_of_date
),

months as (
    {% for month in [1, 2, 3, 4, 5, 6] -%}
    select
        cast({{ month }} as integer) as month_ahead,
        sum({{ exact('expected_orders_month_' ~ month) }}) as orders,
        sum({{ exact('expected_orders_month_' ~ month ~ ' * expected_order_value') }}) as revenue
    from customer_clv
    {% if not loop.last %}union all
    {% endif %}
    {%- endfor %}
),

dated as (
    select
        months.month_ahead,
        months.orders,
        months.revenue,
        case months.month_ahead
            {%- for month in [1, 2, 3, 4, 5, 6] %}
            when {{ month }} then {{ months_ahead('as_of.as_of_date', month) }}
            {%- endfor %}
        end as last_day
    from months
    cross join as_of
),

final as (
    select
        dated.month_ahead,
        cast(dated.orders as double) as expected_orders,
        cast(dated.revenue as double) as expected_revenue,
        cast(dated.revenue as double)
        / power(1 + {{ var('clv_discount_rate') }}, dated.month_ahead)
            as discounted_revenue,
        cast(sum(dated.orders) over (order by dated.month_ahead) as double)
            as cumulative_orders,
        cast(sum(dated.revenue) over (order by dated.month_ahead) as double)
            as cumulative_revenue,
        parameters.is_reliable,
        parameters.warning,
        dated.last_day
    from dated
    cross join parameters
)

select * from final
order by month_ahead
