{%- set offers = 10 -%}
-- One row per way of choosing ten products for a customer, and whether any purchase is to be
-- foretold or only one that is new to the customer: how often one of the ten is in the customer's
-- last basket, which was held out.
with basket_products as (
    select * from {{ ref('basket_products') }}
),

products as (
    select
        product_id,
        min(lower(category)) as category
    from {{ ref('stg_products') }}
    where product_id is not null
    group by product_id
),

-- A customer with a single basket leaves no data to learn from.
testable as (
    select distinct customer_id
    from {{ ref('baskets') }}
    where
        is_last
        and position > 1
),

-- A sample that stays the same as long as the ids do.
tested as (
    select customer_id
    from testable
    qualify
        row_number() over (order by hash(customer_id), customer_id)
        <= {{ var('offer_quality_customers_max') }}
),

held_out as (
    select
        basket_products.customer_id,
        basket_products.product_id
    from basket_products
    inner join tested on basket_products.customer_id = tested.customer_id
    where basket_products.is_last
),

-- Only the last baskets of the tested customers are held out; the baskets of others say nothing
-- about them.
history as (
    select * from {{ purchase_history(
        'basket_products', 'not is_last or customer_id not in (select customer_id from tested)'
    ) }} as purchase_history
),

similarities as (
    select * from {{ similar_products('history') }} as similar_products
),

owned as (
    select
        history.customer_id,
        history.product_id,
        history.purchase_days,
        history.last_order_date,
        products.category in ({{ category_list('offer_once_categories') }}) as is_bought_once
    from history
    inner join tested on history.customer_id = tested.customer_id
    inner join products on history.product_id = products.product_id
),

popular as (
    select
        history.product_id,
        products.category in ({{ category_list('offer_once_categories') }}) as is_bought_once,
        row_number() over (order by count(*) desc, history.product_id) as place
    from history
    inner join products on history.product_id = products.product_id
    where products.category in ({{ category_list('offer_categories') }})
    group by history.product_id, products.category
),

personal as (
    select
        offer_scores.customer_id,
        offer_scores.product_id,
        offer_scores.fit
    from {{ offer_scores('history', 'similarities', 'products', 'tested') }} as offer_scores
    inner join popular on offer_scores.product_id = popular.product_id
),

popular_for_each as (
    select
        tested.customer_id,
        popular.product_id,
        popular.place,
        personal.product_id is not null as is_personal
    from tested
    inner join popular on popular.place <= 200
    left join owned
        on tested.customer_id = owned.customer_id
        and popular.product_id = owned.product_id
    left join personal
        on tested.customer_id = personal.customer_id
        and popular.product_id = personal.product_id
    where
        owned.product_id is null
        or not popular.is_bought_once
),

-- The first tier goes before the second, and a lower place before a higher one. As in
-- next_best_offer, what is popular fills up where own purchases say too little.
choices as (
    select
        'next best offer' as method,
        customer_id,
        product_id,
        1 as tier,
        -fit as place
    from personal
    union all
    select
        'next best offer' as method,
        customer_id,
        product_id,
        2 as tier,
        cast(place as decimal(38, 9)) as place
    from popular_for_each
    where not is_personal
    union all
    select
        'popularity' as method,
        customer_id,
        product_id,
        1 as tier,
        cast(place as decimal(38, 9)) as place
    from popular_for_each
    union all
    select
        'bought most often' as method,
        owned.customer_id,
        owned.product_id,
        1 as tier,
        cast(
            row_number() over (
                partition by owned.customer_id
                order by owned.purchase_days desc, owned.last_order_date desc, owned.product_id
            ) as decimal(38, 9)
        ) as place
    from owned
    inner join popular on owned.product_id = popular.product_id
    where not owned.is_bought_once
),

told_apart as (
    select
        choices.*,
        owned.product_id is null as is_new
    from choices
    left join owned
        on choices.customer_id = owned.customer_id
        and choices.product_id = owned.product_id
),

chosen as (
    select
        'any product' as target,
        method,
        customer_id,
        product_id
    from told_apart
    qualify
        row_number() over (
            partition by method, customer_id order by tier, place, product_id
        ) <= {{ offers }}
    union all
    select
        'new to the customer' as target,
        method,
        customer_id,
        product_id
    from told_apart
    where is_new
    qualify
        row_number() over (
            partition by method, customer_id order by tier, place, product_id
        ) <= {{ offers }}
),

targets as (
    select
        'any product' as target,
        customer_id,
        product_id
    from held_out
    union all
    select
        'new to the customer' as target,
        held_out.customer_id,
        held_out.product_id
    from held_out
    left join owned
        on held_out.customer_id = owned.customer_id
        and held_out.product_id = owned.product_id
    where owned.product_id is null
),

-- What is new was never bought before, so that the most often bought are not a way to find it.
ways as (
    select
        methods.method,
        targets.target,
        count(distinct targets.customer_id) as customers
    from targets
    cross join (
        values ('next best offer'), ('popularity'), ('bought most often')
    ) as methods (method)
    where
        targets.target = 'any product'
        or methods.method <> 'bought most often'
    group by methods.method, targets.target
),

hits as (
    select
        chosen.method,
        chosen.target,
        count(distinct case when targets.product_id is not null then chosen.customer_id end)
            as hits,
        count(distinct chosen.product_id) as products_offered
    from chosen
    left join targets
        on chosen.target = targets.target
        and chosen.customer_id = targets.customer_id
        and chosen.product_id = targets.product_id
    group by chosen.method, chosen.target
),

rates as (
    select
        ways.method,
        ways.target,
        ways.customers,
        coalesce(hits.hits, 0) as hits,
        coalesce(hits.products_offered, 0) as products_offered,
        {{ divide('coalesce(hits.hits, 0)', 'ways.customers') }} as hit_rate
    from ways
    left join hits
        on ways.method = hits.method
        and ways.target = hits.target
),

intervals as (
    select
        *,
        {{ wilson_bound('hits', 'customers', '-') }} as hit_rate_low,
        {{ wilson_bound('hits', 'customers', '+') }} as hit_rate_high
    from rates
),

final as (
    select
        intervals.method,
        intervals.target,
        cast(intervals.customers as bigint) as customers,
        cast(intervals.hits as bigint) as hits,
        intervals.hit_rate,
        intervals.hit_rate_low,
        intervals.hit_rate_high,
        {{ divide('intervals.hit_rate', 'popularity.hit_rate') }} as lift_over_popularity,
        cast(intervals.products_offered as bigint) as products_offered,
        {{ divide(
            'intervals.products_offered',
            '(select count(*) from popular)'
        ) }} as coverage,
        case
            when intervals.customers < {{ var('offer_quality_customers_min') }}
                then 'too few customers to judge by'
            when (select count(*) from popular) < {{ 5 * offers }}
                then 'ten of so few products hit by themselves'
            when
                intervals.method = 'next best offer'
                and intervals.hit_rate_low <= popularity.hit_rate_high
                then 'not surely better than offering everybody what is popular'
        end as warning
    from intervals
    inner join intervals as popularity
        on intervals.target = popularity.target
        and popularity.method = 'popularity'
)

select * from final
order by target, hit_rate desc, method
