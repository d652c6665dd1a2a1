-- Hits are among the customers, rates within their intervals, coverage at most everything, and
-- every way is compared with popularity on the same customers.
select quality.*
from {{ ref('offer_quality') }} as quality
left join {{ ref('offer_quality') }} as popularity
    on quality.target = popularity.target
    and popularity.method = 'popularity'
where
    quality.hits not between 0 and quality.customers
    or quality.hit_rate_low not between -0.000000001 and quality.hit_rate + 0.000000001
    or quality.hit_rate_high not between quality.hit_rate - 0.000000001 and 1.000000001
    or quality.hit_rate is distinct from {{ divide('quality.hits', 'quality.customers') }}
    or quality.customers is distinct from popularity.customers
    or quality.lift_over_popularity
    is distinct from {{ divide('quality.hit_rate', 'popularity.hit_rate') }}
    or quality.coverage not between 0 and 1
