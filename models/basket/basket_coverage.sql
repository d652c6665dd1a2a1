-- One row in all: what the analysis of baskets looked at, and what its caps left out.
with basket_products as (
    select
        basket_number,
        customer_id,
        count(*) as products
    from {{ ref('basket_products') }}
    group by basket_number, customer_id
),

customers as (
    select
        customer_id,
        count(*) as products
    from {{ ref('customer_products') }}
    group by customer_id
),

sets as (
    select * from {{ ref('frequent_itemsets') }}
),

baskets as (
    select
        count(*) as baskets,
        count(case when products > {{ var('basket_products_max') }} then 1 end)
            as baskets_left_out,
        coalesce(sum(products), 0) as products,
        coalesce(
            sum(case when products > {{ var('basket_products_max') }} then products end), 0
        ) as products_left_out,
        count(case when products >= 2 then 1 end) as baskets_of_several,
        count(case when products <= {{ var('basket_products_max') }} then 1 end)
            as baskets_counted
    from basket_products
),

heavy_customers as (
    select
        count(*) as customers,
        count(case when products > {{ var('basket_customer_products_max') }} then 1 end)
            as customers_left_out
    from customers
),

set_sizes as (
    select
        {%- for size in range(1, 5) %}
        count(case when size = {{ size }} then 1 end) as sets_of_{{ size }}
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from sets
),

final as (
    select
        cast(baskets.baskets as bigint) as baskets,
        cast(baskets.baskets_of_several as bigint) as baskets_of_several,
        {{ var('basket_products_max') }} as most_products_of_a_basket,
        cast(baskets.baskets_left_out as bigint) as baskets_left_out,
        {{ divide('baskets.products_left_out', 'baskets.products') }} as share_of_lines_left_out,
        cast(heavy_customers.customers as bigint) as customers,
        {{ var('basket_customer_products_max') }} as most_products_of_a_customer,
        cast(heavy_customers.customers_left_out as bigint) as customers_left_out,
        cast({{ basket_least_count('baskets.baskets_counted') }} as bigint) as least_baskets,
        {%- for size in range(1, 5) %}
        cast(set_sizes.sets_of_{{ size }} as integer) as sets_of_{{ size }},
        {%- endfor %}
        greatest(
            set_sizes.sets_of_1, set_sizes.sets_of_2, set_sizes.sets_of_3, set_sizes.sets_of_4
        ) >= {{ var('basket_sets_max') }} as is_capped,
        case
            when baskets.baskets = 0 then 'no baskets'
            when baskets.baskets_of_several = 0
                then 'no basket holds two products: there is nothing to set side by side'
            when set_sizes.sets_of_2 = 0
                then 'no two products are together in least_baskets; lower basket_support_min'
            when
                greatest(
                    set_sizes.sets_of_1,
                    set_sizes.sets_of_2,
                    set_sizes.sets_of_3,
                    set_sizes.sets_of_4
                ) >= {{ var('basket_sets_max') }}
                then 'the cap basket_sets_max cuts rarer sets off; raise basket_support_min'
            when baskets.products_left_out * 10 > baskets.products
                then 'more than a tenth of the lines is in baskets above basket_products_max'
        end as warning
    from baskets
    cross join heavy_customers
    cross join set_sizes
)

select * from final
