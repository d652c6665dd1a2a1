{#
    A query of one row: the thresholds that bring the tiers of a report month closest to their
    target shares. No row where nobody is Active and not Passive in that month.

    What is proposed
    - Candidates are values that customers of the month have: for the three amounts their average
      monthly consumption, for a_high their average order size, both rounded down to six decimals,
      so that who sets a threshold meets it. Gates are 2 to 6 orders: a gate of 1 gates nothing,
      and no more than one order a month is asked for.
    - Of all ordered combinations, the one with the least sum of absolute differences between the
      tiers' customers and their targets. Of equals, the smaller f_mid, then f_high, t_high,
      t_mid_high, t_mid, a_high: gates come first, so that volume makes a tier where it can and the
      gate only keeps single large orders out.

    How it is found, without trying all of them
    - A tier depends on its thresholds only through how many customers reach them, so the search is
      over cumulative counts: Diamond; and Platinum; and Gold; and Silver.
    - The differences of all five tiers sum to 0. A combination whose differences sum to d therefore
      misses no cumulative target by more than d / 2.
    - Of each level, the marks nearest to its target are combined: 8 counts for each gate of
      Platinum, 64 amounts for Gold and for Silver, and every order size for Diamond.
    - is_proven_best says that no ordered combination at all has a smaller sum. It is so where every
      mark that was left out misses its target by half of the sum that was found or more, and where
      one level alone cannot be met any better. With at most 8 different amounts nothing is left
      out. Equals are distinguished among the marks that were combined.
#}
{% macro propose_tier_thresholds(month) -%}
{%- set shares = [
    var('tier_share_diamond'),
    var('tier_share_platinum'),
    var('tier_share_gold'),
    var('tier_share_silver')
] -%}
{%- if shares[0] + shares[1] + shares[2] + shares[3] > 1.0000001 -%}
    {{ exceptions.raise_compiler_error(
        'the target shares of Diamond, Platinum, Gold and Silver are more than 1 together'
    ) }}
{%- endif -%}
with population as (
    select
        cast({{ whole_units('m6', 6) }} as bigint) as micro_units,
        o6
    from {{ ref('crm_snapshot') }}
    where
        report_month = {{ month }}
        and activity_status = 'Active'
        and value_tier <> 'Passive'
),

-- One row is customers who are alike in all that thresholds look at; amounts are in millionths.
cells as (
    select
        {{ floor_divide('micro_units', 6) }} as amount,
        {{ floor_divide('micro_units', 'o6') }} as order_size,
        least(o6, 6) as orders,
        cast(count(*) as integer) as customers
    from population
    group by
        {{ floor_divide('micro_units', 6) }},
        {{ floor_divide('micro_units', 'o6') }},
        least(o6, 6)
),

shares as (
    select
        cast({{ shares[0] }} as decimal(9, 6)) as diamond,
        cast({{ shares[1] }} as decimal(9, 6)) as platinum,
        cast({{ shares[2] }} as decimal(9, 6)) as gold,
        cast({{ shares[3] }} as decimal(9, 6)) as silver
),

targets as (
    select
        sizes.customers,
        sizes.customers * shares.diamond as diamond,
        sizes.customers * shares.platinum as platinum,
        sizes.customers * shares.gold as gold,
        sizes.customers * shares.silver as silver,
        sizes.customers * (1 - shares.diamond - shares.platinum - shares.gold - shares.silver)
            as bronze
    from shares
    cross join (select cast(sum(customers) as bigint) as customers from cells) as sizes
),

gates as (
    {% for gate in range(2, 7) -%}
    select {{ gate }} as gate
    {%- if not loop.last %} union all {% endif %}
    {% endfor -%}
),

-- One row per amount and the customers who reach it.
amounts as (
    select
        amount,
        sum(customers) over (order by amount desc) as reached
    from (
        select
            amount,
            sum(customers) as customers
        from cells
        group by amount
    ) as by_amount
),

-- One row per gate and a number of customers who pass it and reach any amount of a stretch.
stretches as (
    select
        gate,
        reached,
        min(amount) as least_amount,
        max(amount) as most_amount
    from (
        select
            gate,
            amount,
            sum(customers) over (partition by gate order by amount desc) as reached
        from (
            select
                gates.gate,
                cells.amount,
                sum(case when cells.orders >= gates.gate then cells.customers else 0 end)
                    as customers
            from cells
            cross join gates
            group by gates.gate, cells.amount
        ) as by_gate
    ) as by_amount
    where amount > 0
    group by gate, reached
),

ranked_stretches as (
    select
        stretches.*,
        abs(reached - (targets.diamond + targets.platinum)) as miss,
        row_number() over (
            partition by gate
            order by abs(reached - (targets.diamond + targets.platinum)), reached
        ) as place
    from stretches
    cross join targets
),

platinum_marks as (
    select * from ranked_stretches where place <= 8
),

-- An amount that ends a stretch is retained as well: there t_mid_high meets t_high.
ranked_amounts as (
    select
        amounts.*,
        abs(reached - (targets.diamond + targets.platinum + targets.gold)) as gold_miss,
        abs(reached - (targets.customers - targets.bronze)) as silver_miss,
        row_number() over (
            order by abs(reached - (targets.diamond + targets.platinum + targets.gold)), reached
        ) as gold_place,
        row_number() over (
            order by abs(reached - (targets.customers - targets.bronze)), reached
        ) as silver_place,
        case
            when amount in (select most_amount from platinum_marks) then true
            else false
        end as ends_stretch
    from amounts
    cross join targets
    where amount > 0
),

-- One row per t_mid_high with the best t_mid below it.
lower_tiers as (
    select
        *,
        row_number() over (partition by t_mid_high order by difference, t_mid) as place
    from (
        select
            gold.amount as t_mid_high,
            gold.reached as gold_reached,
            silver.amount as t_mid,
            silver.reached as silver_reached,
            abs(silver.reached - gold.reached - targets.silver)
            + abs(targets.customers - silver.reached - targets.bronze) as difference
        from ranked_amounts as gold
        inner join ranked_amounts as silver on gold.amount >= silver.amount
        cross join targets
        where
            (gold.gold_place <= 64 or gold.ends_stretch)
            and (silver.silver_place <= 64 or silver.ends_stretch)
    ) as pairs
),

order_sizes as (
    select
        order_size,
        lead(order_size) over (order by order_size) as next_order_size,
        min(order_size) over () as least_order_size
    from (select distinct order_size from cells where order_size > 0) as sizes
),

diamond_gates as (
    select distinct
        platinum_marks.least_amount,
        gates.gate as f_high
    from platinum_marks
    inner join gates on platinum_marks.gate <= gates.gate
),

diamond_customers as (
    select
        diamond_gates.least_amount,
        diamond_gates.f_high,
        cells.order_size,
        sum(cells.customers) as customers
    from diamond_gates
    inner join cells
        on diamond_gates.least_amount <= cells.amount
        and diamond_gates.f_high <= cells.orders
    where cells.order_size > 0
    group by diamond_gates.least_amount, diamond_gates.f_high, cells.order_size
),

-- One row per number of Diamonds that some a_high gives, with the order size just below it.
diamond_steps as (
    select
        least_amount,
        f_high,
        sum(customers) over (
            partition by least_amount, f_high order by order_size desc
            rows between unbounded preceding and current row
        ) as reached,
        lead(order_size) over (
            partition by least_amount, f_high order by order_size desc
        ) as size_below
    from diamond_customers
    union all
    select
        diamond_gates.least_amount,
        diamond_gates.f_high,
        0 as reached,
        max(diamond_customers.order_size) as size_below
    from diamond_gates
    left join diamond_customers
        on diamond_gates.least_amount = diamond_customers.least_amount
        and diamond_gates.f_high = diamond_customers.f_high
    group by diamond_gates.least_amount, diamond_gates.f_high
),

-- The smallest order size of anybody that gives the step; none where nobody orders more.
diamond_marks as (
    select
        diamond_steps.least_amount,
        diamond_steps.f_high,
        diamond_steps.reached,
        case
            when diamond_steps.size_below is null then least_size.order_size
            else order_sizes.next_order_size
        end as a_high
    from diamond_steps
    cross join (select min(order_size) as order_size from order_sizes) as least_size
    left join order_sizes on diamond_steps.size_below = order_sizes.order_size
),

-- One row per mark of Platinum with the best gates and order size for Diamond.
upper_tiers as (
    select
        *,
        row_number() over (
            partition by f_mid, platinum_reached order by difference, f_high, a_high
        ) as place
    from (
        select
            platinum_marks.gate as f_mid,
            platinum_marks.reached as platinum_reached,
            platinum_marks.least_amount,
            platinum_marks.most_amount,
            diamond_marks.f_high,
            diamond_marks.a_high,
            diamond_marks.reached as diamond_reached,
            abs(diamond_marks.reached - targets.diamond)
            + abs(platinum_marks.reached - diamond_marks.reached - targets.platinum)
                as difference
        from platinum_marks
        inner join diamond_marks
            on platinum_marks.least_amount = diamond_marks.least_amount
            and platinum_marks.gate <= diamond_marks.f_high
        cross join targets
        where diamond_marks.a_high is not null
    ) as pairs
),

combinations as (
    select
        *,
        row_number() over (
            order by difference, f_mid, f_high, t_high, t_mid_high, t_mid, a_high
        ) as place
    from (
        select
            greatest(upper_tiers.least_amount, lower_tiers.t_mid_high) as t_high,
            lower_tiers.t_mid_high,
            lower_tiers.t_mid,
            upper_tiers.a_high,
            upper_tiers.f_high,
            upper_tiers.f_mid,
            upper_tiers.diamond_reached,
            upper_tiers.platinum_reached,
            lower_tiers.gold_reached,
            lower_tiers.silver_reached,
            upper_tiers.difference
            + abs(lower_tiers.gold_reached - upper_tiers.platinum_reached - targets.gold)
            + lower_tiers.difference as difference
        from upper_tiers
        inner join lower_tiers on upper_tiers.most_amount >= lower_tiers.t_mid_high
        cross join targets
        where
            upper_tiers.place = 1
            and lower_tiers.place = 1
    ) as pairs
),

-- One row: the least miss of a mark that was left out, NULL where none was, and the least sum that
-- the level leaves possible whose nearest mark is farthest off.
bounds as (
    select
        min(left_out_miss) as left_out_miss,
        2 * max(least_miss) as least_difference
    from (
        select
            min(miss) as least_miss,
            min(case when place > 8 then miss end) as left_out_miss
        from ranked_stretches
        union all
        select
            min(gold_miss) as least_miss,
            min(case when gold_place > 64 and not ends_stretch then gold_miss end)
                as left_out_miss
        from ranked_amounts
        union all
        select
            min(silver_miss) as least_miss,
            min(case when silver_place > 64 and not ends_stretch then silver_miss end)
                as left_out_miss
        from ranked_amounts
    ) as levels
),

final as (
    select
        cast({{ month }} as date) as report_month,
        cast(combinations.t_high * 0.000001 as decimal(18, 6)) as t_high,
        cast(combinations.t_mid_high * 0.000001 as decimal(18, 6)) as t_mid_high,
        cast(combinations.t_mid * 0.000001 as decimal(18, 6)) as t_mid,
        cast(combinations.a_high * 0.000001 as decimal(18, 6)) as a_high,
        cast(combinations.f_high as integer) as f_high,
        cast(combinations.f_mid as integer) as f_mid,
        targets.customers,
        cast(combinations.diamond_reached as bigint) as diamond_customers,
        cast(combinations.platinum_reached - combinations.diamond_reached as bigint)
            as platinum_customers,
        cast(combinations.gold_reached - combinations.platinum_reached as bigint)
            as gold_customers,
        cast(combinations.silver_reached - combinations.gold_reached as bigint)
            as silver_customers,
        cast(targets.customers - combinations.silver_reached as bigint) as bronze_customers,
        cast(combinations.difference as decimal(18, 6)) as sum_of_differences,
        bounds.left_out_miss is null
        or combinations.difference <= 2 * bounds.left_out_miss
        or combinations.difference <= bounds.least_difference as is_proven_best
    from combinations
    cross join targets
    cross join bounds
    where combinations.place = 1
)

select * from final
{%- endmacro %}
