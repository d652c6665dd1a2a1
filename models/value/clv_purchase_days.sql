-- One row per day on which a customer bought, with what the day was worth net of returns for as
-- long as no further return of it was known. A return is taken off the last purchase day at or
-- before it, from the day of the return on; what comes back before any purchase is left out.
with ordered as (
    select
        customer_id,
        order_date as purchase_date,
        sum(amount) as amount
    from {{ ref('orders') }}
    group by customer_id, order_date
),

first_days as (
    select
        customer_id,
        min(purchase_date) as first_purchase_date
    from ordered
    group by customer_id
),

returned as (
    select
        customer_id,
        return_date,
        sum(amount) as amount
    from {{ ref('returns') }}
    where amount is not null
    group by customer_id, return_date
),

taken_off as (
    select
        returned.customer_id,
        ordered.purchase_date,
        returned.return_date as known_from,
        returned.amount
    from returned
    asof inner join ordered
        on returned.customer_id = ordered.customer_id
        and returned.return_date >= ordered.purchase_date
),

days_with_returns as (
    select distinct
        customer_id,
        purchase_date
    from taken_off
),

changes as (
    select
        ordered.customer_id,
        ordered.purchase_date,
        ordered.purchase_date as known_from,
        ordered.amount
    from ordered
    inner join days_with_returns
        on ordered.customer_id = days_with_returns.customer_id
        and ordered.purchase_date = days_with_returns.purchase_date
    union all
    select
        customer_id,
        purchase_date,
        known_from,
        amount
    from taken_off
),

summed as (
    select
        customer_id,
        purchase_date,
        known_from,
        sum(amount) as amount,
        count(amount) = count(*) as is_known
    from changes
    group by customer_id, purchase_date, known_from
),

-- A return does not make the unknown amount of a day known.
versions as (
    select
        customer_id,
        purchase_date,
        known_from,
        lead(known_from) over (
            partition by customer_id, purchase_date order by known_from
        ) as known_before,
        case
            when bool_and(is_known) over (
                partition by customer_id, purchase_date order by known_from
            )
                then sum(amount) over (
                    partition by customer_id, purchase_date order by known_from
                )
        end as net_amount
    from summed
    union all
    select
        ordered.customer_id,
        ordered.purchase_date,
        ordered.purchase_date as known_from,
        null as known_before,
        ordered.amount as net_amount
    from ordered
    left join days_with_returns
        on ordered.customer_id = days_with_returns.customer_id
        and ordered.purchase_date = days_with_returns.purchase_date
    where days_with_returns.customer_id is null
),

final as (
    select
        versions.customer_id,
        versions.purchase_date,
        cast(versions.net_amount as decimal(18, 2)) as net_amount,
        versions.purchase_date > first_days.first_purchase_date as is_repeat,
        versions.known_from,
        coalesce(versions.known_before, {{ date_literal('9999-12-31') }}) as known_before
    from versions
    inner join first_days on versions.customer_id = first_days.customer_id
)

select * from final
