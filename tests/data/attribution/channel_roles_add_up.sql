-- The roles of a channel account for its converting journeys; journeys that a channel opens and
-- closes are those that the first and the last touch credit it with.
select
    roles.*,
    heuristics.converting_journeys as counted_journeys,
    heuristics.first_touch_conversions,
    heuristics.last_touch_conversions
from {{ ref('channel_roles') }} as roles
full join {{ ref('channel_heuristics') }} as heuristics on roles.channel = heuristics.channel
where
    roles.channel is null
    or heuristics.channel is null
    or roles.converting_journeys <> heuristics.converting_journeys
    or roles.only_journeys + roles.opening_journeys + roles.assisting_journeys
    + roles.closing_journeys + roles.opening_and_closing_journeys <> roles.converting_journeys
    or roles.only_journeys + roles.opening_journeys + roles.opening_and_closing_journeys
    <> heuristics.first_touch_conversions
    or roles.only_journeys + roles.closing_journeys + roles.opening_and_closing_journeys
    <> heuristics.last_touch_conversions
    or abs(
        (roles.opener_share + roles.assister_share + roles.closer_share) * roles.converting_journeys
        - (
            roles.converting_journeys - roles.only_journeys + roles.opening_and_closing_journeys
        )
    ) > 0.000001
