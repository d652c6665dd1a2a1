-- An order is of positive lines, a return of negative ones: none is empty, none has the other sign.
select
    'order' as kind,
    customer_id,
    invoice_id,
    lines,
    units,
    consumable_units
from {{ ref('orders') }}
where not coalesce(lines > 0 and units > 0 and consumable_units >= 0, false)
union all
select
    'return' as kind,
    customer_id,
    invoice_id,
    lines,
    units,
    consumable_units
from {{ ref('returns') }}
where not coalesce(lines > 0 and units < 0 and consumable_units <= 0, false)
