-- Each pair is in both orders with the same customers and baskets, never more than one of the
-- two has, and its relation goes the way of its lift.
select affinity.*
from {{ ref('category_affinity') }} as affinity
left join {{ ref('category_affinity') }} as mirrored
    on affinity.level = mirrored.level
    and affinity.name = mirrored.other_name
    and affinity.other_name = mirrored.name
where
    affinity.customers is distinct from mirrored.customers
    or affinity.baskets is distinct from mirrored.baskets
    or affinity.customer_relation is distinct from mirrored.customer_relation
    or affinity.basket_relation is distinct from mirrored.basket_relation
    or affinity.customers > affinity.own_customers
    or affinity.baskets > affinity.own_baskets
    or affinity.baskets > 0 and affinity.customers = 0
    or affinity.customer_relation = 'together' and affinity.customer_lift <= 1
    or affinity.customer_relation = 'apart' and affinity.customer_lift >= 1
