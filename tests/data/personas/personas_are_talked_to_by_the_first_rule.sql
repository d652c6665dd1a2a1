-- The rule of a persona holds, no rule before it does, and every persona has one.
with conditions as (
    select
        position,
        measure_1 as measure,
        side_1 as side
    from {{ ref('persona_communication') }}
    where measure_1 is not null
    union all
    select
        position,
        measure_2 as measure,
        side_2 as side
    from {{ ref('persona_communication') }}
    where measure_2 is not null
),

ids as (
    select distinct persona_id from {{ ref('persona_centroids') }}
),

broken as (
    select distinct
        ids.persona_id,
        conditions.position
    from ids
    cross join conditions
    left join {{ ref('persona_centroids') }} as centroids
        on
            ids.persona_id = centroids.persona_id
            and conditions.measure = centroids.measure
            and conditions.side = centroids.side
    where centroids.persona_id is null
),

first_rules as (
    select
        ids.persona_id,
        min(rules.position) as position
    from ids
    cross join {{ ref('persona_communication') }} as rules
    left join broken
        on
            ids.persona_id = broken.persona_id
            and rules.position = broken.position
    where broken.persona_id is null
    group by ids.persona_id
)

select
    ids.persona_id,
    names.communication_rule,
    first_rules.position as expected_rule
from ids
left join {{ ref('persona_names') }} as names on ids.persona_id = names.persona_id
left join first_rules on ids.persona_id = first_rules.persona_id
left join {{ ref('persona_communication') }} as rules on first_rules.position = rules.position
where
    names.communication_rule is distinct from first_rules.position
    or names.contact_every_days is distinct from rules.contact_every_days
    or names.tone is distinct from rules.tone
    or names.approach is distinct from rules.approach
