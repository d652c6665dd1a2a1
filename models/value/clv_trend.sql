-- One row per day of the trend and all customers or those of one of today's RFM segments: customer
-- equity, the sum of lifetime values, seen from there, and what it became it by since the day of
-- the trend before. Segments are those of today, so that a series follows the same customers.
with changes as (
    select * from {{ ref('clv_changes') }}
),

segments as (
    select
        customer_id,
        coalesce(rfm_segment, '(none)') as rfm_segment
    from {{ ref('customer_clv') }}
),

parameters as (
    select
        as_of_date,
        is_reliable,
        warning
    from {{ ref('clv_parameters') }}
),

members as (
    select
        'all' as grouping_name,
        'all' as group_name,
        changes.*
    from changes
    union all
    select
        'rfm_segment' as grouping_name,
        segments.rfm_segment as group_name,
        changes.*
    from changes
    inner join segments on changes.customer_id = segments.customer_id
),

sums as (
    select
        as_of_date,
        previous_as_of_date,
        grouping_name,
        group_name,
        count(*) as customers,
        sum({{ exact('probability_alive') }}) as customers_alive,
        sum({{ exact('expected_orders_6_months') }}) as orders,
        sum({{ exact('clv_6_months') }}) as equity,
        {%- for movement in ['new', 'rose', 'decayed'] %}
        count(case when movement = '{{ movement }}' then 1 end) as customers_{{ movement }},
        {%- endfor %}
        count(case when movement is null then 1 end) as customers_without_movement,
        sum({{ exact('previous_clv_6_months') }}) as previous_equity,
        sum(case when movement = 'new' then {{ exact('clv_6_months') }} end) as equity_of_new,
        sum(
            case
                when clv_6_months > previous_clv_6_months
                    then {{ exact('clv_6_months') }} - {{ exact('previous_clv_6_months') }}
            end
        ) as equity_gained,
        sum(
            case
                when clv_6_months < previous_clv_6_months
                    then {{ exact('previous_clv_6_months') }} - {{ exact('clv_6_months') }}
            end
        ) as equity_lost
    from members
    group by as_of_date, previous_as_of_date, grouping_name, group_name
),

final as (
    select
        sums.as_of_date,
        sums.grouping_name,
        sums.group_name,
        cast(sums.customers as bigint) as customers,
        cast(sums.customers_alive as double) as expected_customers_alive,
        cast(sums.orders as double) as expected_orders_6_months,
        cast(sums.equity as double) as customer_equity,
        {%- for measure in ['previous_equity', 'equity_of_new', 'equity_gained', 'equity_lost'] %}
        case
            when
                sums.previous_as_of_date is not null
                and sums.equity is not null
                -- A value that was unknown at the earlier day is not a gain.
                and sums.customers_without_movement = 0
                then cast(coalesce(sums.{{ measure }}, 0) as double)
        end as {{ measure }},
        {%- endfor %}
        {%- for movement in ['new', 'rose', 'decayed'] %}
        case
            when sums.previous_as_of_date is not null
                then cast(sums.customers_{{ movement }} as bigint)
        end as customers_{{ movement }},
        {%- endfor %}
        parameters.is_reliable,
        parameters.warning,
        sums.previous_as_of_date
    from sums
    inner join parameters on sums.as_of_date = parameters.as_of_date
)

select * from final
order by as_of_date, grouping_name, group_name
