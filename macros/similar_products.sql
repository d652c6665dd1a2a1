{#
    Products that the same customers buy, as a relation with one row a product and neighbour:
    product_id, similar_product_id, customers (of the product), similar_customers, shared_customers,
    similarity, and neighbour_rank from 1.

    The relation has one row a customer and product. The similarity is the cosine of the two sets of
    customers, shared / sqrt(customers * similar_customers), times shared / (shared + k), which holds
    pairs of few customers back; k is the var basket_similarity_shrinkage. Customers of more
    products than the var basket_customer_products_max are left out: the pairs of a customer grow
    with the square.
#}
{% macro similar_products(history) -%}
{%- set most_products = var('basket_customer_products_max') -%}
{%- set least_customers = var('basket_similarity_customers_min') -%}
{%- set shrinkage = var('basket_similarity_shrinkage') -%}
{%- set neighbours = var('basket_similarity_neighbours_max') -%}
(
    with looked_at as (
        select
            customer_id,
            product_id
        from {{ history }} as history
        qualify count(*) over (partition by customer_id) <= {{ most_products }}
    ),

    products as (
        select
            product_id,
            count(*) as customers,
            cast(row_number() over (order by product_id) as integer) as item
        from looked_at
        group by product_id
        having count(*) >= {{ least_customers }}
    ),

    bought as (
        select
            looked_at.customer_id,
            products.item
        from looked_at
        inner join products on looked_at.product_id = products.product_id
    ),

    pairs as (
        select
            first_bought.item as first_item,
            second_bought.item as second_item,
            count(*) as shared_customers
        from bought as first_bought
        inner join bought as second_bought
            on first_bought.customer_id = second_bought.customer_id
            and first_bought.item < second_bought.item
        group by first_bought.item, second_bought.item
        having count(*) >= {{ least_customers }}
    ),

    both_ways as (
        select
            first_item as item,
            second_item as similar_item,
            shared_customers
        from pairs
        union all
        select
            second_item as item,
            first_item as similar_item,
            shared_customers
        from pairs
    ),

    measured as (
        select
            products.product_id,
            similar_products.product_id as similar_product_id,
            products.customers,
            similar_products.customers as similar_customers,
            both_ways.shared_customers,
            {{ divide(
                'shared_customers * shared_customers',
                'sqrt(cast(products.customers * similar_products.customers as double)) '
                ~ '* (shared_customers + ' ~ shrinkage ~ ')'
            ) }} as similarity
        from both_ways
        inner join products on both_ways.item = products.item
        inner join products as similar_products
            on both_ways.similar_item = similar_products.item
    ),

    ranked as (
        select
            *,
            row_number() over (
                partition by product_id
                order by similarity desc, shared_customers desc, similar_product_id
            ) as neighbour_rank
        from measured
    )

    select *
    from ranked
    where neighbour_rank <= {{ neighbours }}
)
{%- endmacro %}
