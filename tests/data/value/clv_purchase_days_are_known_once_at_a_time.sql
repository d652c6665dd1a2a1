-- From the purchase day on, one amount holds until the next return, without a gap.
with versions as (
    select
        *,
        lag(known_before) over (
            partition by customer_id, purchase_date order by known_from
        ) as previous_known_before
    from {{ ref('clv_purchase_days') }}
)

select *
from versions
where
    known_from >= known_before
    or known_from <> coalesce(previous_known_before, purchase_date)
