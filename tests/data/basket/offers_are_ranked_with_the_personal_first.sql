-- A customer's offers have ranks from 1 without a hole, up to offer_count_max; personal ones go
-- before favourites, and within each the score falls unless the favourites turn from the segment's
-- to everybody's.
with ranked as (
    select
        *,
        lag(score) over by_rank as score_before,
        lag(is_personal) over by_rank as was_personal,
        lag(reason) over by_rank as reason_before,
        row_number() over by_rank as place
    from {{ ref('next_best_offer') }}
    window by_rank as (partition by customer_id order by offer_rank)
)

select *
from ranked
where
    offer_rank <> place
    or offer_rank > {{ var('offer_count_max') }}
    or is_personal and not was_personal
    or is_personal and score > score_before
    or not is_personal and reason = reason_before and score > score_before
    or is_personal <> (basis <> 'favourite')
    or is_personal <> (because_product_id is not null)
    or is_personal <> (warning is null)
    or reason is null
