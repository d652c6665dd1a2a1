{#
    A relation with one row a customer and product, of the rows of basket_products that a condition
    lets through: the days on which the customer bought it, and the first and last of them.
#}
{% macro purchase_history(basket_products, condition) -%}
    (
        select
            customer_id,
            product_id,
            cast(count(*) as integer) as orders,
            cast(count(distinct order_date) as integer) as purchase_days,
            cast(sum(quantity) as decimal(18, 3)) as quantity,
            min(order_date) as first_order_date,
            max(order_date) as last_order_date
        from {{ basket_products }} as bought
        where {{ condition }}
        group by customer_id, product_id
    )
{%- endmacro %}
