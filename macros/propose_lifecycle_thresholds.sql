{#
    A query of one row: the lifecycle thresholds that the orders up to the end of a report month
    propose. No row where no customer has bought on two days by then.

    What is proposed
    - at_risk_days, drop_off_days: the least number of days that the shares lifecycle_at_risk_share
      and lifecycle_drop_off_share of all gaps stay below. A gap lies between two days on which a
      customer bought, one after the other. Where both would be the same, drop_off_days is one day
      more.
    - loyal_orders: the smallest order number, from 3 on, whose orders were followed by another
      before drop_off_days had passed in a share of lifecycle_loyal_share or more. Only orders that
      are that old are asked, or the young ones would count as not followed. Order numbers that
      fewer than lifecycle_loyal_customers_min customers have reached are left out. NULL where no
      number gets there.

    What is reported next to it
    - How often a silence that reached the proposed days ended all the same. Silences that go on at
      the month's end are in, as not ended: those young ones make it a lower bound.
    - Whether a declining ticket, by the share in force in that month, says anything: how often the
      next order came before drop_off_days with such a decline and without.
#}
{% macro propose_lifecycle_thresholds(month) -%}
{%- if var('lifecycle_drop_off_share') < var('lifecycle_at_risk_share') -%}
    {{ exceptions.raise_compiler_error(
        'lifecycle_drop_off_share is less than lifecycle_at_risk_share'
    ) }}
{%- endif -%}
with asked as (
    select
        asked.month,
        {{ month_end('asked.month') }} as month_end
    from (select {{ month }} as month) as asked
),

in_force as (
    select thresholds.ticket_decline
    from {{ version_spans(ref('lifecycle_thresholds')) }} as thresholds
    inner join asked
        on thresholds.in_force_from <= asked.month
        and thresholds.in_force_before > asked.month
),

orders as (
    select
        sequence.order_number,
        sequence.order_date,
        sequence.ticket_decline >= in_force.ticket_decline as is_declining,
        case
            when sequence.next_order_date <= asked.month_end then sequence.next_order_date
        end as next_order_date,
        asked.month_end
    from {{ ref('order_sequence') }} as sequence
    cross join asked
    cross join in_force
    where sequence.order_date <= asked.month_end
),

-- One row per silence after a day with orders: ended, which is a gap, or going on.
silences as (
    select
        next_order_date is not null as is_ended,
        {{ days_between('order_date', 'coalesce(next_order_date, month_end)') }} as days
    from orders
    where next_order_date is null or next_order_date > order_date
),

gaps as (
    select
        days,
        sum(gaps) over (order by days) as gaps_so_far,
        sum(gaps) over () as gaps
    from (
        select
            days,
            count(*) as gaps
        from silences
        where is_ended
        group by days
    ) as counted
),

quantiles as (
    select
        max(gaps) as gaps,
        min(case when gaps_so_far >= {{ var('lifecycle_at_risk_share') }} * gaps then days end) + 1
            as at_risk_days,
        min(case when gaps_so_far >= {{ var('lifecycle_drop_off_share') }} * gaps then days end) + 1
            as drop_off_days
    from gaps
),

days as (
    select
        gaps,
        at_risk_days,
        greatest(drop_off_days, at_risk_days + 1) as drop_off_days
    from quantiles
    where gaps is not null
),

outcomes as (
    select
        max(days.gaps) as gaps,
        max(days.at_risk_days) as at_risk_days,
        max(days.drop_off_days) as drop_off_days,
        count(case when silences.days >= days.at_risk_days then 1 end) as at_risk_silences,
        count(case when silences.days >= days.at_risk_days and is_ended then 1 end)
            as at_risk_returns,
        count(case when silences.days >= days.drop_off_days then 1 end) as drop_off_silences,
        count(case when silences.days >= days.drop_off_days and is_ended then 1 end)
            as drop_off_returns
    from silences
    cross join days
    having count(*) > 0
),

settled as (
    select
        orders.order_number,
        orders.is_declining,
        coalesce(
            {{ days_between('orders.order_date', 'orders.next_order_date') }}
            < days.drop_off_days,
            false
        ) as is_followed
    from orders
    inner join days
        on {{ days_between('orders.order_date', 'orders.month_end') }} >= days.drop_off_days
),

numbers as (
    select
        order_number,
        count(*) as customers,
        count(case when is_followed then 1 end) as followed
    from settled
    group by order_number
),

loyal as (
    select min(order_number) as loyal_orders
    from numbers
    where
        order_number >= 3
        and customers >= {{ var('lifecycle_loyal_customers_min') }}
        and followed >= {{ var('lifecycle_loyal_share') }} * customers
),

followed as (
    select
        max(case when numbers.order_number = 1 then numbers.customers end) as first_customers,
        max(case when numbers.order_number = 1 then numbers.followed end) as first_followed,
        max(case when numbers.order_number = loyal.loyal_orders then numbers.customers end)
            as loyal_customers,
        max(case when numbers.order_number = loyal.loyal_orders then numbers.followed end)
            as loyal_followed
    from numbers
    cross join loyal
),

tickets as (
    select
        count(case when is_declining then 1 end) as declining,
        count(case when is_declining and is_followed then 1 end) as declining_followed,
        count(case when not is_declining then 1 end) as steady,
        count(case when not is_declining and is_followed then 1 end) as steady_followed
    from settled
)

select
    asked.month as report_month,
    cast(outcomes.at_risk_days as integer) as at_risk_days,
    cast(outcomes.drop_off_days as integer) as drop_off_days,
    loyal.loyal_orders,
    cast(outcomes.gaps as bigint) as gaps,
    outcomes.at_risk_silences,
    {{ divide('outcomes.at_risk_returns', 'outcomes.at_risk_silences') }} as at_risk_return_share,
    outcomes.drop_off_silences,
    {{ divide('outcomes.drop_off_returns', 'outcomes.drop_off_silences') }}
        as drop_off_return_share,
    {{ divide('followed.first_followed', 'followed.first_customers') }} as first_followed_share,
    followed.loyal_customers,
    {{ divide('followed.loyal_followed', 'followed.loyal_customers') }} as loyal_followed_share,
    {{ divide('tickets.declining_followed', 'tickets.declining') }} as declining_followed_share,
    {{ divide('tickets.steady_followed', 'tickets.steady') }} as steady_followed_share
from asked
cross join outcomes
cross join loyal
cross join followed
cross join tickets
{%- endmacro %}
