-- A touch belongs to the journey of the one before it if and only if that was no conversion and
-- not too long ago; journeys and steps are numbered without a hole.
with steps as (
    select
        *,
        row_number() over (
            partition by customer_id, visitor_id
            order by journey_number, step
        ) as touch
    from {{ ref('journey_steps') }}
),

pairs as (
    select
        later.journey_id,
        later.step,
        later.touched_at,
        later.journey_number,
        earlier.touched_at as touched_before,
        earlier.journey_number as journey_before,
        earlier.step as step_before,
        earlier.is_conversion
        or cast(later.touched_at as date) - cast(earlier.touched_at as date)
        > {{ var('attribution_journey_gap_days') }} as begins
    from steps as later
    left join steps as earlier
        on later.customer_id is not distinct from earlier.customer_id
        and later.visitor_id is not distinct from earlier.visitor_id
        and later.touch = earlier.touch + 1
)

select *
from pairs
where
    touched_at < touched_before
    or (touched_before is null and (step <> 1 or journey_number <> 1))
    or (begins and (step <> 1 or journey_number <> journey_before + 1))
    or (not begins and (step <> step_before + 1 or journey_number <> journey_before))
