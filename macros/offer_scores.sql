{#
    How well products fit customers, as a relation with one row a customer and product: customer_id,
    product_id, basis, because_product_id, fit.

    - history has one row a customer and product with purchase_days and last_order_date;
      similarities are rows of similar_products; products has one row a product with category.
      customers, where it is given, has one row a customer to score; without it all are.
    - A product that the customer has bought speaks for its neighbours by their similarity, and for
      itself by the share of its buyers who bought it on a second day, times the days on which this
      customer did, times the var offer_repeat_weight. Both fade with the days since: a purchase
      offer_half_life_days before the customer's last one counts half.
    - fit is the sum of that; because_product_id gave the most of it (of equals, the last by id),
      and basis says whether that is the product itself (repeat) or another (similar).
    - Never a product of the categories of offer_once_categories that the customer owns, nor, with
      an offer_repeat_weight of 0, any that the customer has bought.
    - The terms are decimals, so that their sum does not depend on the order.
#}
{% macro offer_scores(history, similarities, products, customers=none) -%}
{%- set most_history = var('offer_history_products_max') -%}
{%- set half_life = var('offer_half_life_days') -%}
(
    with owned as (
        select
            history.customer_id,
            history.product_id,
            history.purchase_days,
            products.category in ({{ category_list('offer_once_categories') }})
                as is_bought_once,
            max(history.last_order_date) over (partition by history.customer_id)
                as last_order_date,
            history.last_order_date as last_bought_date,
            row_number() over (
                partition by history.customer_id
                order by
                    history.last_order_date desc,
                    history.purchase_days desc,
                    history.product_id
            ) as history_rank
        from {{ history }} as history
        inner join {{ products }} as products on history.product_id = products.product_id
        {%- if customers is not none %}
        where history.customer_id in (select customer_id from {{ customers }})
        {%- endif %}
    ),

    speaking as (
        select
            customer_id,
            product_id,
            purchase_days,
            is_bought_once,
            {{ divide(
                half_life,
                half_life ~ ' + ' ~ days_between('last_bought_date', 'last_order_date')
            ) }} as weight
        from owned
        where history_rank <= {{ most_history }}
    ),

    repeat_rates as (
        select
            product_id,
            {{ divide('count(case when purchase_days > 1 then 1 end)', 'count(*)') }}
                as repeat_rate
        from {{ history }} as history
        group by product_id
    ),

    terms as (
        select
            speaking.customer_id,
            similarities.similar_product_id as product_id,
            speaking.product_id as because_product_id,
            {{ offer_term('similarities.similarity * speaking.weight') }} as term
        from speaking
        inner join {{ similarities }} as similarities
            on speaking.product_id = similarities.product_id
        union all
        select
            speaking.customer_id,
            speaking.product_id,
            speaking.product_id as because_product_id,
            {{ offer_term(
                var('offer_repeat_weight')
                ~ ' * repeat_rates.repeat_rate * speaking.purchase_days * speaking.weight'
            ) }} as term
        from speaking
        inner join repeat_rates on speaking.product_id = repeat_rates.product_id
        where not speaking.is_bought_once
    ),

    sums as (
        select
            customer_id,
            product_id,
            sum(term) as fit,
            max_by(because_product_id, (term, because_product_id)) as because_product_id
        from terms
        group by customer_id, product_id
    )

    select
        sums.customer_id,
        sums.product_id,
        case when sums.because_product_id = sums.product_id then 'repeat' else 'similar' end
            as basis,
        sums.because_product_id,
        sums.fit
    from sums
    left join owned
        on sums.customer_id = owned.customer_id
        and sums.product_id = owned.product_id
    where
        sums.fit > 0
        and (
            owned.product_id is null
            {%- if var('offer_repeat_weight') > 0 %}
            or not owned.is_bought_once
            {%- endif %}
        )
)
{%- endmacro %}
