-- Each list holds a finite number for each feature.
select
    population.campaign_id,
    population.customer_id,
    population.features
from {{ ref('uplift_population') }} as population
cross join (select count(*) as features from {{ ref('uplift_features') }}) as expected
where
    len(population.features) <> expected.features
    or len(list_filter(population.features, lambda number: {{ is_finite('number') }}))
    <> expected.features
