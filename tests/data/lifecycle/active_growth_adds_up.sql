-- Buyers are new, repeat or returning; buyers of the month before repeat or are dormant. Nobody
-- bought before the first report month of a grid that begins with the history, so that the second
-- identity is asked from the second report month on.
with sequence as (
    select
        *,
        lag(buyers) over (order by report_month) as buyers_before
    from {{ ref('active_growth') }}
)

select *
from sequence
where
    buyers <> new_buyers + repeat_buyers + returning_buyers
    or buyers_before <> repeat_buyers + dormant_buyers
