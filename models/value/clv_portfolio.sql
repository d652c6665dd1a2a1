-- One row for all customers, one per RFM segment, one per acquisition channel, with the orders and the
-- revenue that they are expected to bring in the next six months. For a channel, what a customer
-- cost to win (of the months whose costs are known) next to what the customers won in those months
-- have brought and are expected to bring.
with customer_clv as (
    select * from {{ ref('customer_clv') }}
),

summary as (
    select
        customer_id,
        net_spend,
        {{ month_start('first_purchase_date') }} as first_purchase_month
    from {{ ref('clv_summary') }}
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

costs as (
    select
        costs.acquisition_channel,
        costs.cost_month,
        sum(costs.cost) as cost
    from {{ ref('stg_acquisition_costs') }} as costs
    cross join as_of
    where {{ month_end('costs.cost_month') }} <= as_of.as_of_date
    group by costs.acquisition_channel, costs.cost_month
),

customers as (
    select
        customer_clv.customer_id,
        customer_clv.probability_alive,
        customer_clv.expected_orders_6_months,
        customer_clv.expected_revenue_6_months,
        customer_clv.clv_6_months,
        coalesce(customer_clv.rfm_segment, '(none)') as rfm_segment,
        coalesce(customer_clv.acquisition_channel, '(unknown)') as acquisition_channel,
        summary.net_spend,
        costs.cost_month is not null as is_cost_known
    from customer_clv
    inner join summary on customer_clv.customer_id = summary.customer_id
    left join costs
        on customer_clv.acquisition_channel = costs.acquisition_channel
        and summary.first_purchase_month = costs.cost_month
),

members as (
    {% for grouping, name in [
        ['all', "'all'"],
        ['rfm_segment', 'rfm_segment'],
        ['acquisition_channel', 'acquisition_channel'],
    ] -%}
    select
        '{{ grouping }}' as grouping_name,
        {{ name }} as group_name,
        *
    from customers
    {% if not loop.last %}union all
    {% endif %}
    {%- endfor %}
),

sums as (
    select
        grouping_name,
        group_name,
        count(*) as customers,
        sum({{ exact('probability_alive') }}) as customers_alive,
        sum({{ exact('expected_orders_6_months') }}) as orders,
        sum({{ exact('expected_revenue_6_months') }}) as revenue,
        sum({{ exact('clv_6_months') }}) as clv,
        count(case when is_cost_known then 1 end) as acquired_customers,
        sum(case when is_cost_known then net_spend end) as acquired_spend,
        sum(case when is_cost_known then {{ exact('clv_6_months') }} end) as acquired_clv
    from members
    group by grouping_name, group_name
),

channel_costs as (
    select
        'acquisition_channel' as grouping_name,
        acquisition_channel as group_name,
        sum(cost) as cost
    from costs
    group by acquisition_channel
    union all
    select
        'all' as grouping_name,
        'all' as group_name,
        sum(cost) as cost
    from costs
),

-- A channel that cost money and won no customer is included.
joined as (
    select
        coalesce(sums.grouping_name, channel_costs.grouping_name) as grouping_name,
        coalesce(sums.group_name, channel_costs.group_name) as group_name,
        coalesce(sums.customers, 0) as customers,
        sums.customers_alive,
        sums.orders,
        sums.revenue,
        sums.clv,
        channel_costs.cost,
        case when channel_costs.cost is not null then coalesce(sums.acquired_customers, 0) end
            as acquired_customers,
        sums.acquired_spend,
        sums.acquired_clv
    from sums
    full outer join channel_costs
        on sums.grouping_name = channel_costs.grouping_name
        and sums.group_name = channel_costs.group_name
),

ratios as (
    select
        *,
        sum(clv) over (partition by grouping_name) as clv_of_all,
        {{ divide('cost', 'acquired_customers') }} as cac,
        {{ divide('acquired_spend + cast(acquired_clv as decimal(38, 2))', 'acquired_customers') }}
            as value_per_acquired_customer
    from joined
),

final as (
    select
        ratios.grouping_name,
        ratios.group_name,
        cast(ratios.customers as bigint) as customers,
        cast(ratios.customers_alive as double) as expected_customers_alive,
        cast(ratios.orders as double) as expected_orders_6_months,
        cast(ratios.revenue as double) as expected_revenue_6_months,
        cast(ratios.clv as double) as clv_6_months,
        {{ divide('ratios.clv', 'ratios.customers') }} as clv_per_customer,
        {{ divide('ratios.clv', 'ratios.clv_of_all') }} as share_of_clv,
        cast(ratios.cost as decimal(18, 2)) as acquisition_cost,
        cast(ratios.acquired_customers as bigint) as acquired_customers,
        ratios.cac,
        ratios.value_per_acquired_customer,
        {{ divide('ratios.cac', 'ratios.value_per_acquired_customer') }} as cac_to_clv,
        parameters.is_reliable,
        nullif(
            concat_ws(
                '; ',
                parameters.warning,
                case
                    when ratios.cost > 0 and ratios.acquired_customers = 0
                        then 'cost money and won nobody'
                    when ratios.acquired_customers < 30
                        then
                            'the cost of an acquired customer rests on '
                            || ratios.acquired_customers || ' of them'
                end
            ),
            ''
        ) as warning
    from ratios
    cross join parameters
)

select * from final
order by grouping_name, group_name
