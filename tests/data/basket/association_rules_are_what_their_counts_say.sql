-- Both sides of a rule are frequent sets without a product in common, and its measures follow from
-- their counts.
select
    rules.antecedents,
    rules.consequents,
    rules.baskets,
    rules.confidence,
    rules.lift
from {{ ref('association_rules') }} as rules
left join {{ ref('frequent_itemsets') }} as left_sets
    on rules.antecedents = left_sets.products
left join {{ ref('frequent_itemsets') }} as right_sets
    on rules.consequents = right_sets.products
left join {{ ref('frequent_itemsets') }} as whole_sets
    on list_sort(list_concat(rules.antecedents, rules.consequents)) = list_sort(whole_sets.products)
where
    rules.antecedent_baskets is distinct from left_sets.baskets
    or rules.consequent_baskets is distinct from right_sets.baskets
    or rules.baskets is distinct from whole_sets.baskets
    or list_has_any(rules.antecedents, rules.consequents)
    or rules.confidence is distinct from {{ divide('rules.baskets', 'rules.antecedent_baskets') }}
    or rules.baskets < {{ exact_share('basket_confidence_min') }} * rules.antecedent_baskets
    or abs(rules.lift * rules.expected_baskets - rules.baskets) > 0.000001 * rules.baskets
    or (rules.lift > 1) <> (rules.leverage > 0)
    or (rules.conviction is null) <> (rules.baskets = rules.antecedent_baskets)
    or coalesce(abs(rules.zhang) > 1, true)
    or coalesce(rules.p_value not between 0 and 1, true)
