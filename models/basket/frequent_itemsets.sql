{%- set max_items = var('basket_items_max') | int -%}
{%- set max_sets = var('basket_sets_max') -%}
{%- set max_products = var('basket_products_max') -%}
-- One row per frequent set: one to four products that are together in enough baskets. Apriori: a
-- set can be frequent only if every smaller set within it is, so each size is looked for among the
-- frequent sets of the size below. Products are numbered in the order of their ids, and the items
-- of a set are in that order.
with basket_products as (
    select
        basket_number,
        product_id
    from {{ ref('basket_products') }}
),

product_names as (
    select
        product_id,
        min(product_name) as product_name
    from {{ ref('stg_products') }}
    group by product_id
),

-- A basket of very many products has the square of them in pairs, and says little about each.
baskets as (
    select basket_number
    from basket_products
    group by basket_number
    having count(*) <= {{ max_products }}
),

totals as (
    select
        count(*) as all_baskets,
        {{ basket_least_count('count(*)') }} as least_baskets
    from baskets
),

counted_products as (
    select basket_products.*
    from basket_products
    inner join baskets on basket_products.basket_number = baskets.basket_number
),

sets_1 as (
    select
        cast(row_number() over (order by product_id) as integer) as set_number,
        set_number as item_1,
        product_id,
        baskets
    from (
        select
            product_id,
            count(*) as baskets
        from counted_products
        group by product_id
    ) as products
    cross join totals
    where products.baskets >= totals.least_baskets
    qualify row_number() over (order by baskets desc, product_id) <= {{ max_sets }}
),

basket_items as (
    select
        counted_products.basket_number,
        sets_1.item_1 as item
    from counted_products
    inner join sets_1 on counted_products.product_id = sets_1.product_id
)
{%- if max_items >= 2 %},

sets_2 as (
    select
        cast(row_number() over (order by item_1, item_2) as integer) as set_number,
        item_1,
        item_2,
        baskets
    from (
        select
            first_items.item as item_1,
            second_items.item as item_2,
            count(*) as baskets
        from basket_items as first_items
        inner join basket_items as second_items
            on first_items.basket_number = second_items.basket_number
            and first_items.item < second_items.item
        group by first_items.item, second_items.item
    ) as pairs
    cross join totals
    where pairs.baskets >= totals.least_baskets
    qualify row_number() over (order by baskets desc, item_1, item_2) <= {{ max_sets }}
)
{%- endif %}
{%- if max_items >= 3 %},

-- Only baskets with a frequent pair go on, and of them only its products.
paired_items as (
    select *
    from basket_items
    where
        item in (
            select item_1 from sets_2
            union
            select item_2 from sets_2
        )
),

baskets_2 as (
    select
        first_items.basket_number,
        sets_2.set_number
    from paired_items as first_items
    inner join paired_items as second_items
        on first_items.basket_number = second_items.basket_number
        and first_items.item < second_items.item
    inner join sets_2
        on first_items.item = sets_2.item_1
        and second_items.item = sets_2.item_2
)
{%- endif %}
{%- for size in range(3, max_items + 1) %}
{%- set below = size - 1 %}
{%- set last = 'item_' ~ below %},

candidates_{{ size }} as (
    select
        left_sets.set_number as left_number,
        right_sets.set_number as right_number
        {%- for at in range(1, size) %},
        left_sets.item_{{ at }}
        {%- endfor %},
        right_sets.{{ last }} as item_{{ size }}
    from sets_{{ below }} as left_sets
    inner join sets_{{ below }} as right_sets
        on left_sets.{{ last }} < right_sets.{{ last }}
        {%- for at in range(1, below) %}
        and left_sets.item_{{ at }} = right_sets.item_{{ at }}
        {%- endfor %}
    {%- for left_out in range(1, below) %}
    inner join sets_{{ below }} as without_{{ left_out }}
        on without_{{ left_out }}.{{ last }} = right_sets.{{ last }}
        {%- for at in range(1, below) %}
        and without_{{ left_out }}.item_{{ at }}
            = left_sets.item_{{ at if at < left_out else at + 1 }}
        {%- endfor %}
    {%- endfor %}
),

all_baskets_{{ size }} as (
    select
        left_baskets.basket_number
        {%- for at in range(1, size + 1) %},
        candidates.item_{{ at }}
        {%- endfor %}
    from baskets_{{ below }} as left_baskets
    inner join candidates_{{ size }} as candidates
        on left_baskets.set_number = candidates.left_number
    inner join baskets_{{ below }} as right_baskets
        on left_baskets.basket_number = right_baskets.basket_number
        and candidates.right_number = right_baskets.set_number
),

{%- set items = [] %}
{%- for at in range(1, size + 1) %}{% do items.append('item_' ~ at) %}{% endfor %}
{%- set items = items | join(', ') %}

sets_{{ size }} as (
    select
        cast(row_number() over (order by {{ items }}) as integer) as set_number,
        {{ items }},
        baskets
    from (
        select
            {{ items }},
            count(*) as baskets
        from all_baskets_{{ size }}
        group by {{ items }}
    ) as sets
    cross join totals
    where sets.baskets >= totals.least_baskets
    qualify row_number() over (order by baskets desc, {{ items }}) <= {{ max_sets }}
)
{%- if size < max_items %},

baskets_{{ size }} as (
    select
        occurrences.basket_number,
        sets_{{ size }}.set_number
    from all_baskets_{{ size }} as occurrences
    inner join sets_{{ size }} using ({{ items }})
)
{%- endif %}
{%- endfor %},

sets as (
    {%- for size in range(1, max_items + 1) %}
    {%- if not loop.first %}
    union all
    {%- endif %}
    select
        {{ size }} as size,
        set_number,
        baskets
        {%- for at in range(1, 5) %},
        {{ 'item_' ~ at if at <= size else 'cast(null as integer)' }} as item_{{ at }}
        {%- endfor %}
    from sets_{{ size }}
    {%- endfor %}
),

items as (
    select
        sets_1.item_1 as item,
        sets_1.product_id,
        coalesce(product_names.product_name, sets_1.product_id) as product_name
    from sets_1
    left join product_names on sets_1.product_id = product_names.product_id
),

final as (
    select
        list_filter(
            [first_items.product_id, second_items.product_id, third_items.product_id,
                fourth_items.product_id],
            lambda product: product is not null
        ) as products,
        concat_ws(
            ' + ',
            first_items.product_name,
            second_items.product_name,
            third_items.product_name,
            fourth_items.product_name
        ) as product_names,
        cast(sets.size as integer) as size,
        cast(sets.baskets as bigint) as baskets,
        cast(totals.all_baskets as bigint) as all_baskets,
        {{ divide('sets.baskets', 'totals.all_baskets') }} as support
    from sets
    cross join totals
    inner join items as first_items on sets.item_1 = first_items.item
    left join items as second_items on sets.item_2 = second_items.item
    left join items as third_items on sets.item_3 = third_items.item
    left join items as fourth_items on sets.item_4 = fourth_items.item
)

select * from final
order by size, baskets desc, products
