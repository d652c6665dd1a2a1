-- The seed lists the columns of persona_features, each with a scale that is known and words that no
-- other has, or two personas could not be distinguished; the last rule of communication takes what is
-- left, and the others ask for a side of a measure.
with columns as (
    select unnest([
        {%- for measure in persona_measures() %}'{{ measure }}'
        {%- if not loop.last %}, {% endif %}{% endfor -%}
    ]) as measure
),

words as (
    {% for word in ['high_adjective', 'high_noun', 'low_adjective', 'low_noun'] -%}
    select {{ word }} as word from {{ ref('persona_measures') }}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
),

conditions as (
    select
        position,
        measure_1 as measure,
        side_1 as side
    from {{ ref('persona_communication') }}
    union all
    select
        position,
        measure_2 as measure,
        side_2 as side
    from {{ ref('persona_communication') }}
)

select
    coalesce(columns.measure, measures.measure) as place,
    'a measure' as about
from columns
full join {{ ref('persona_measures') }} as measures on columns.measure = measures.measure
where
    columns.measure is null
    or measures.measure is null
    or measures.position is null
    or measures.label is null
    or coalesce(measures.scale not in ('log', 'plain'), true)
    or coalesce(measures.weight < 0, true)
union all
select
    cast(position as varchar) as place,
    'a position' as about
from {{ ref('persona_measures') }}
group by position
having count(*) > 1
union all
select
    word as place,
    'a word' as about
from words
group by word
having
    word is null
    or count(*) > 1
union all
select
    cast(conditions.position as varchar) as place,
    'a rule' as about
from conditions
left join columns on conditions.measure = columns.measure
where
    (conditions.measure is null) <> (conditions.side is null)
    or conditions.side not in ('high', 'low')
    or (conditions.measure is not null and columns.measure is null)
union all
select
    cast(position as varchar) as place,
    'the last rule' as about
from (select max(position) as position from {{ ref('persona_communication') }}) as last_rule
where
    position is null
    or exists (
        select 1
        from conditions
        where
            conditions.position = last_rule.position
            and conditions.measure is not null
    )
union all
select
    cast(position as varchar) as place,
    'days between contacts' as about
from {{ ref('persona_communication') }}
where contact_every_days < 1
