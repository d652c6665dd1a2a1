-- One row per cell of the product relationship heatmap: two categories, or two product groups,
-- with the customers who bought of both and the baskets that hold both. Each pair is in both
-- orders, so that the rows are the whole matrix without its diagonal.
with basket_products as (
    select * from {{ ref('basket_products') }}
),

products as (
    select
        product_id,
        min(lower(category)) as category,
        min(product_group) as product_group
    from {{ ref('stg_products') }}
    group by product_id
),

grouped as (
    select
        'category' as level,
        product_id,
        category as name
    from products
    union all
    select
        'product group' as level,
        product_id,
        product_group as name
    from products
    where product_group is not null
),

bought as (
    select distinct
        grouped.level,
        grouped.name,
        basket_products.customer_id,
        basket_products.basket_number
    from basket_products
    inner join grouped on basket_products.product_id = grouped.product_id
),

bought_by as (
    select distinct
        level,
        name,
        customer_id
    from bought
),

totals as (
    select
        level,
        count(distinct basket_number) as all_baskets
    from bought
    group by level
),

customer_totals as (
    select
        level,
        count(distinct customer_id) as all_customers
    from bought_by
    group by level
),

basket_counts as (
    select
        level,
        name,
        count(*) as baskets
    from bought
    group by level, name
),

customer_counts as (
    select
        level,
        name,
        count(*) as customers
    from bought_by
    group by level, name
),

groups as (
    select
        customer_counts.level,
        customer_counts.name,
        customer_counts.customers,
        basket_counts.baskets,
        count(*) over (partition by customer_counts.level) as names
    from customer_counts
    inner join basket_counts
        on customer_counts.level = basket_counts.level
        and customer_counts.name = basket_counts.name
    qualify
        row_number() over (
            partition by customer_counts.level
            order by customer_counts.customers desc, customer_counts.name
        ) <= {{ var('basket_affinity_groups_max') }}
),

customer_pairs as (
    select
        first_bought.level,
        first_bought.name,
        second_bought.name as other_name,
        count(*) as customers
    from bought_by as first_bought
    inner join bought_by as second_bought
        on first_bought.customer_id = second_bought.customer_id
        and first_bought.level = second_bought.level
        and first_bought.name <> second_bought.name
    group by first_bought.level, first_bought.name, second_bought.name
),

basket_pairs as (
    select
        first_bought.level,
        first_bought.name,
        second_bought.name as other_name,
        count(*) as baskets
    from bought as first_bought
    inner join bought as second_bought
        on first_bought.basket_number = second_bought.basket_number
        and first_bought.level = second_bought.level
        and first_bought.name <> second_bought.name
    group by first_bought.level, first_bought.name, second_bought.name
),

cells as (
    select
        groups.level,
        groups.name,
        others.name as other_name,
        customer_totals.all_customers,
        totals.all_baskets,
        groups.customers as own_customers,
        others.customers as other_customers,
        groups.baskets as own_baskets,
        others.baskets as other_baskets,
        coalesce(customer_pairs.customers, 0) as customers,
        coalesce(basket_pairs.baskets, 0) as baskets,
        {{ divide('groups.customers * others.customers', 'customer_totals.all_customers') }}
            as expected_customers,
        {{ divide(
            'cast(groups.baskets as hugeint) * others.baskets', 'totals.all_baskets'
        ) }} as expected_baskets,
        {{ divide('groups.names * (groups.names - 1)', '2') }} as combinations
    from groups
    inner join groups as others
        on groups.level = others.level
        and groups.name <> others.name
    inner join totals on groups.level = totals.level
    inner join customer_totals on groups.level = customer_totals.level
    left join customer_pairs
        on groups.level = customer_pairs.level
        and groups.name = customer_pairs.name
        and others.name = customer_pairs.other_name
    left join basket_pairs
        on groups.level = basket_pairs.level
        and groups.name = basket_pairs.name
        and others.name = basket_pairs.other_name
),

judged as (
    select
        *,
        poisson_tail(customers, expected_customers) as p_more,
        1 - poisson_tail(customers + 1, expected_customers) as p_fewer,
        poisson_tail(baskets, expected_baskets) as p_more_baskets,
        1 - poisson_tail(baskets + 1, expected_baskets) as p_fewer_baskets
    from cells
),

final as (
    select
        level,
        name,
        other_name,
        cast(own_customers as bigint) as own_customers,
        cast(customers as bigint) as customers,
        expected_customers,
        {{ divide('customers', 'own_customers') }} as share_of_customers,
        {{ divide('customers * all_customers', 'own_customers * other_customers') }}
            as customer_lift,
        case
            when {{ sure_beyond_chance('p_more', 'combinations') }} then 'together'
            when {{ sure_beyond_chance('p_fewer', 'combinations') }} then 'apart'
            else 'unrelated'
        end as customer_relation,
        cast(own_baskets as bigint) as own_baskets,
        cast(baskets as bigint) as baskets,
        expected_baskets,
        {{ divide(
            'cast(baskets as hugeint) * all_baskets',
            'cast(own_baskets as hugeint) * other_baskets'
        ) }} as basket_lift,
        case
            when {{ sure_beyond_chance('p_more_baskets', 'combinations') }} then 'together'
            when {{ sure_beyond_chance('p_fewer_baskets', 'combinations') }} then 'apart'
            else 'unrelated'
        end as basket_relation
    from judged
)

select * from final
order by level, name, other_name
