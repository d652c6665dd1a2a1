{%- set offers = var('offer_count_max') | int -%}
-- One row per offer to an eligible customer, the best first: what the customer's own purchases
-- speak for, and where they say too little, what the customer's segment likes.
with customer_products as (
    select * from {{ ref('customer_products') }}
),

item_similarity as (
    select * from {{ ref('item_similarity') }}
),

customers as (
    select customer_id from {{ ref('eligible_customers') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

products as (
    select
        product_id,
        min(lower(category)) as category,
        coalesce(min(product_name), product_id) as product_name,
        bool_or(is_discontinued) as is_discontinued,
        max(stock_units) as stock_units
    from {{ ref('stg_products') }}
    where product_id is not null
    group by product_id
),

-- The newest month that has ended by the as-of day.
segments as (
    select
        rfm_scores.customer_id,
        rfm_scores.rfm_segment as segment
    from {{ ref('rfm_scores') }} as rfm_scores
    cross join as_of
    where {{ month_end('rfm_scores.report_month') }} <= as_of.as_of_date
    qualify
        rfm_scores.report_month = max(rfm_scores.report_month) over ()
),

-- How long the stock lasts at the pace of the last 90 days, as a share of offer_stock_days.
sold as (
    select
        basket_products.product_id,
        sum(basket_products.quantity) as quantity
    from {{ ref('basket_products') }} as basket_products
    cross join as_of
    where basket_products.order_date > {{ add_days('as_of.as_of_date', -90) }}
    group by basket_products.product_id
),

-- Nothing discontinued and nothing known to be out of stock.
offered_products as (
    select
        products.product_id,
        products.product_name,
        products.category in ({{ category_list('offer_once_categories') }}) as is_bought_once,
        case
            when products.stock_units is null then 0
            when sold.quantity is null then 1
            else
                least(
                    {{ divide(
                        'products.stock_units * 90',
                        'sold.quantity * ' ~ var('offer_stock_days')
                    ) }},
                    1
                )
        end as overstock
    from products
    left join sold on products.product_id = sold.product_id
    where
        not products.is_discontinued
        and coalesce(products.stock_units, 1) > 0
        and products.category in ({{ category_list('offer_categories') }})
),

personal as (
    select
        scores.customer_id,
        scores.product_id,
        scores.basis,
        scores.because_product_id,
        cast(scores.fit as double) as fit,
        offered_products.overstock,
        cast(scores.fit as double)
        * (1 + {{ var('offer_stock_weight') }} * offered_products.overstock) as score
    from {{ offer_scores('customer_products', 'item_similarity', 'products') }} as scores
    inner join offered_products on scores.product_id = offered_products.product_id
),

best_personal as (
    select
        *,
        row_number() over (
            partition by customer_id order by score desc, product_id
        ) as offer_rank
    from personal
    qualify offer_rank <= {{ offers }}
),

-- What a segment bought last, by customers; whoever has no segment goes by everybody.
recent as (
    select
        customer_products.customer_id,
        customer_products.product_id
    from customer_products
    inner join offered_products on customer_products.product_id = offered_products.product_id
    cross join as_of
    where
        customer_products.last_order_date
        > {{ add_days(
            'as_of.as_of_date', '-' ~ var('offer_favourite_days')
        ) }}
),

liked as (
    select
        segments.segment,
        recent.product_id,
        count(*) as customers
    from recent
    inner join segments on recent.customer_id = segments.customer_id
    group by segments.segment, recent.product_id
    union all
    select
        'all customers' as segment,
        product_id,
        count(*) as customers
    from recent
    group by product_id
),

members as (
    select
        segment,
        count(*) as customers
    from segments
    group by segment
    union all
    select
        'all customers' as segment,
        count(*) as customers
    from customers
),

-- As many per segment as a customer needs who owns some of them and is offered others.
most_liked as (
    select
        liked.segment,
        liked.product_id,
        offered_products.is_bought_once,
        offered_products.overstock,
        {{ divide('liked.customers', 'members.customers') }}
        * (1 + {{ var('offer_stock_weight') }} * offered_products.overstock) as score,
        row_number() over (
            partition by liked.segment order by score desc, liked.product_id
        ) as place
    from liked
    inner join offered_products on liked.product_id = offered_products.product_id
    inner join members on liked.segment = members.segment
    qualify place <= {{ 2 * offers + 20 }}
),

-- A segment that has not bought for long likes little; there, everybody's favourites follow.
favourites as (
    select
        segment,
        segment as liked_by,
        product_id,
        is_bought_once,
        overstock,
        score,
        place
    from most_liked
    union all
    select
        members.segment,
        everybody.segment as liked_by,
        everybody.product_id,
        everybody.is_bought_once,
        everybody.overstock,
        everybody.score,
        {{ 2 * offers + 20 }} + everybody.place as place
    from members
    inner join most_liked as everybody on everybody.segment = 'all customers'
    left join most_liked as own
        on members.segment = own.segment
        and everybody.product_id = own.product_id
    where own.product_id is null
),

short_of_offers as (
    select
        customers.customer_id,
        coalesce(segments.segment, 'all customers') as segment,
        coalesce(given.offers, 0) as offers
    from customers
    left join segments on customers.customer_id = segments.customer_id
    left join (
        select
            customer_id,
            count(*) as offers
        from best_personal
        group by customer_id
    ) as given on customers.customer_id = given.customer_id
    where coalesce(given.offers, 0) < {{ offers }}
),

best_favourites as (
    select
        short_of_offers.customer_id,
        favourites.product_id,
        favourites.liked_by as segment,
        favourites.score,
        favourites.overstock,
        short_of_offers.offers as offers_before,
        row_number() over (
            partition by short_of_offers.customer_id order by favourites.place
        ) as favourite_rank
    from short_of_offers
    inner join favourites on short_of_offers.segment = favourites.segment
    left join best_personal as offered
        on short_of_offers.customer_id = offered.customer_id
        and favourites.product_id = offered.product_id
    left join customer_products as owned
        on short_of_offers.customer_id = owned.customer_id
        and favourites.product_id = owned.product_id
    where
        offered.product_id is null
        and (
            owned.product_id is null
            {%- if var('offer_repeat_weight') > 0 %}
            or not favourites.is_bought_once
            {%- endif %}
        )
    qualify favourite_rank <= {{ offers }} - short_of_offers.offers
),

offers as (
    select
        customer_id,
        offer_rank,
        product_id,
        basis,
        because_product_id,
        cast(null as varchar) as segment,
        score,
        overstock
    from best_personal
    union all
    select
        customer_id,
        offers_before + favourite_rank as offer_rank,
        product_id,
        'favourite' as basis,
        cast(null as varchar) as because_product_id,
        segment,
        score,
        overstock
    from best_favourites
),

final as (
    select
        offers.customer_id,
        cast(offers.offer_rank as integer) as offer_rank,
        offers.product_id,
        offered_products.product_name,
        offers.basis,
        offers.because_product_id,
        offers.score,
        case
            when offers.basis = 'repeat'
                then
                    'bought on ' || own.purchase_days
                    || case when own.purchase_days = 1 then ' day' else ' days' end
                    || ', last on ' || own.last_order_date
            when offers.basis = 'similar'
                then 'buyers of ' || because.product_name || ' buy it too'
            else 'favourite of ' || offers.segment
        end
        || case
            when {{ var('offer_stock_weight') }} > 0 and offers.overstock >= 1
                then '; in stock for long'
            else ''
        end as reason,
        offers.basis <> 'favourite' as is_personal,
        case
            when offers.basis = 'favourite'
                then 'the purchases of the customer say too little; this is what others like'
        end as warning
    from offers
    inner join offered_products on offers.product_id = offered_products.product_id
    left join products as because on offers.because_product_id = because.product_id
    left join customer_products as own
        on offers.customer_id = own.customer_id
        and offers.product_id = own.product_id
)

select * from final
