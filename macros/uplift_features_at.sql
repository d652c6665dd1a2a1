{#
    What was known of customers just before a day: one row for each row of a relation of customer_id
    and cut_off_date, which repeat no pair. The list features has the numbers of uplift_features, in
    its order; orders of the day itself and later are not features. response_orders and
    response_amount are of the uplift_window_days days from cut_off_date on.
#}
{% macro uplift_features_at(cut_offs) -%}
(
    with attributes as (
        select * from {{ uplift_attributes() }} as customer_attributes
    ),

    attribute_features as (
        select * from {{ ref('uplift_features') }}
        where attribute_name is not null
    ),

    attribute_vectors as (
        select
            subjects.customer_id,
            list(
                case
                    when features.attribute_value is null
                        then coalesce(
                            {{ signed_log('cast(attributes.attribute_value as double)') }},
                            features.missing
                        )
                    when attributes.attribute_value = features.attribute_value then 1
                    else 0
                end
                order by features.feature_number
            ) as numbers
        from (select distinct customer_id from {{ cut_offs }}) as subjects
        cross join attribute_features as features
        left join attributes
            on subjects.customer_id = attributes.customer_id
            and features.attribute_name = attributes.attribute_name
        group by subjects.customer_id
    ),

    order_sums as (
        select
            cut_offs.customer_id,
            cut_offs.cut_off_date,
            count(*) filter (where orders.order_date < cut_offs.cut_off_date) as orders,
            count(*) filter (
                where
                    orders.order_date < cut_offs.cut_off_date
                    and orders.order_date
                    >= {{ add_days(
                        'cut_offs.cut_off_date', '-' ~ var('uplift_recent_days')
                    ) }}
            ) as recent_orders,
            sum(orders.amount) filter (
                where orders.order_date < cut_offs.cut_off_date
            ) as spend,
            min(orders.order_date) filter (
                where orders.order_date < cut_offs.cut_off_date
            ) as first_order_date,
            max(orders.order_date) filter (
                where orders.order_date < cut_offs.cut_off_date
            ) as last_order_date,
            count(*) filter (where {{ in_uplift_window() }}) as response_orders,
            sum(orders.amount) filter (where {{ in_uplift_window() }}) as response_amount
        from {{ cut_offs }} as cut_offs
        inner join {{ ref('orders') }} as orders on cut_offs.customer_id = orders.customer_id
        group by cut_offs.customer_id, cut_offs.cut_off_date
    ),

    return_sums as (
        select
            cut_offs.customer_id,
            cut_offs.cut_off_date,
            count(*) as returns
        from {{ cut_offs }} as cut_offs
        inner join {{ ref('returns') }} as returns
            on cut_offs.customer_id = returns.customer_id
            and returns.return_date < cut_offs.cut_off_date
        group by cut_offs.customer_id, cut_offs.cut_off_date
    ),

    histories as (
        select
            cut_offs.customer_id,
            cut_offs.cut_off_date,
            coalesce(order_sums.orders, 0) as orders,
            coalesce(order_sums.recent_orders, 0) as recent_orders,
            coalesce(order_sums.spend, 0) as spend,
            coalesce(return_sums.returns, 0) as returns,
            coalesce(order_sums.response_orders, 0) as response_orders,
            order_sums.response_amount,
            order_sums.first_order_date,
            order_sums.last_order_date,
            least(
                order_sums.first_order_date,
                case
                    when customers.registered_date < cut_offs.cut_off_date
                        then customers.registered_date
                end
            ) as known_since,
            customers.loyalty_since
        from {{ cut_offs }} as cut_offs
        inner join {{ ref('eligible_customers') }} as customers
            on cut_offs.customer_id = customers.customer_id
        left join order_sums
            on cut_offs.customer_id = order_sums.customer_id
            and cut_offs.cut_off_date = order_sums.cut_off_date
        left join return_sums
            on cut_offs.customer_id = return_sums.customer_id
            and cut_offs.cut_off_date = return_sums.cut_off_date
    )

    select
        histories.customer_id,
        histories.cut_off_date,
        histories.response_orders,
        histories.response_amount,
        list_concat(
            [
                {%- for feature in uplift_behaviour() %}
                cast({{ feature.sql }} as double){{ ',' if not loop.last }}
                {%- endfor %}
            ],
            coalesce(attribute_vectors.numbers, cast([] as double[]))
        ) as features
    from histories
    left join attribute_vectors on histories.customer_id = attribute_vectors.customer_id
)
{%- endmacro %}
