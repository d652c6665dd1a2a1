-- One row per day of clv_cutoffs with the models that are fitted to what was known then: BG/NBD
-- for how often customers buy and whether they have left, Gamma-Gamma for what a purchase is worth.
-- The functions take counts of customers who are alike, not customers. Values within 0.1 % of one
-- another count as their mean.
with cutoffs as (
    select as_of_date from {{ ref('clv_cutoffs') }}
),

histories as (
    select * from {{ ref('clv_histories') }}
),

evidence as (
    select
        as_of_date,
        count(*) as customers,
        count(case when frequency > 0 then 1 end) as repeat_customers,
        sum(frequency) as repeat_purchases,
        count(case when valued_purchases > 0 then 1 end) as valued_customers,
        max(frequency) + 1 as most_purchases,
        max(age_days) as history_days,
        {{ days_between('max(last_purchase_date)', 'as_of_date') }} as days_since_last_purchase
    from histories
    group by as_of_date
),

alike as (
    select
        as_of_date,
        frequency,
        recency_days,
        age_days,
        count(*) as customers
    from histories
    group by as_of_date, frequency, recency_days, age_days
),

-- Sorted once, as one list; lists that are sorted one by one take three times as long.
kinds as (
    select
        as_of_date,
        list(
            {
                'frequency': cast(frequency as double),
                'recency': cast(recency_days as double),
                'age': cast(age_days as double),
                'customers': cast(customers as double)
            }
            order by frequency, recency_days, age_days
        ) as kinds
    from alike
    group by as_of_date
),

bg_nbd_fits as (
    select
        as_of_date,
        bg_nbd_fit(
            [kind.frequency for kind in kinds],
            [kind.recency for kind in kinds],
            [kind.age for kind in kinds],
            [kind.customers for kind in kinds]
        ) as bg_nbd
    from kinds
),

alike_in_value as (
    select
        as_of_date,
        valued_purchases,
        cast(round(1000 * ln(monetary_value)) as integer) as value_bin,
        count(*) as customers,
        {{ divide_amount('sum(repeat_amount)', 'valued_purchases * count(*)') }} as mean_value
    from histories
    where valued_purchases > 0
    group by as_of_date, valued_purchases, cast(round(1000 * ln(monetary_value)) as integer)
),

kinds_of_value as (
    select
        as_of_date,
        list(
            {
                'frequency': cast(valued_purchases as double),
                'value': mean_value,
                'customers': cast(customers as double)
            }
            order by valued_purchases, value_bin
        ) as kinds
    from alike_in_value
    group by as_of_date
),

gamma_gamma_fits as (
    select
        as_of_date,
        gamma_gamma_fit(
            [kind.frequency for kind in kinds],
            [kind.value for kind in kinds],
            [kind.customers for kind in kinds]
        ) as gamma_gamma
    from kinds_of_value
),

fitted as (
    select
        evidence.*,
        bg_nbd_fits.bg_nbd,
        gamma_gamma_fits.gamma_gamma
    from cutoffs
    inner join evidence on cutoffs.as_of_date = evidence.as_of_date
    inner join bg_nbd_fits on cutoffs.as_of_date = bg_nbd_fits.as_of_date
    left join gamma_gamma_fits on cutoffs.as_of_date = gamma_gamma_fits.as_of_date
),

warned as (
    select
        *,
        nullif(
            concat_ws(
                '; ',
                case
                    when customers < {{ var('clv_customers_min') }}
                        then
                            'only ' || customers || ' customers, where '
                            || {{ var('clv_customers_min') }} || ' are asked for'
                end,
                case
                    when history_days < {{ var('clv_history_days_min') }}
                        then
                            'only ' || history_days || ' days of history, where '
                            || {{ var('clv_history_days_min') }} || ' are asked for'
                end,
                case
                    when days_since_last_purchase > {{ var('clv_last_purchase_days_max') }}
                        then 'nobody has bought for ' || days_since_last_purchase || ' days'
                end,
                case
                    when most_purchases < {{ var('clv_purchases_min') }}
                        then
                            'nobody has bought on ' || {{ var('clv_purchases_min') }} || ' days'
                end,
                case
                    when bg_nbd is null then 'nobody has bought again, so there is no forecast'
                end,
                'BG/NBD fell back to weak priors, which P(alive) then leans on, because '
                || bg_nbd.unidentified,
                case when not bg_nbd.converged then 'the fit of BG/NBD did not converge' end,
                case
                    when gamma_gamma is null
                        then 'no repeat purchase has an amount, so there is no value'
                end,
                'Gamma-Gamma fell back to weak priors, because ' || gamma_gamma.unidentified,
                case
                    when not gamma_gamma.converged then 'the fit of Gamma-Gamma did not converge'
                end,
                case
                    when
                        abs(gamma_gamma.correlation)
                        > {{ var('clv_correlation_max') }}
                        then
                            'monetary value moves with frequency (correlation '
                            || cast(gamma_gamma.correlation as decimal(9, 2))
                            || '), which Gamma-Gamma rules out'
                end
            ),
            ''
        ) as warning
    from fitted
),

final as (
    select
        as_of_date,
        cast(customers as bigint) as customers,
        cast(repeat_customers as bigint) as repeat_customers,
        cast(repeat_purchases as bigint) as repeat_purchases,
        cast(valued_customers as bigint) as valued_customers,
        history_days,
        bg_nbd.r as r,
        bg_nbd.alpha as alpha,
        bg_nbd.a as a,
        bg_nbd.b as b,
        bg_nbd.r_standard_error as r_standard_error,
        bg_nbd.alpha_standard_error as alpha_standard_error,
        bg_nbd.a_standard_error as a_standard_error,
        bg_nbd.b_standard_error as b_standard_error,
        bg_nbd.log_likelihood as bg_nbd_log_likelihood,
        bg_nbd.method as bg_nbd_method,
        bg_nbd.converged as bg_nbd_converged,
        bg_nbd.iterations as bg_nbd_iterations,
        gamma_gamma.p as p,
        gamma_gamma.q as q,
        gamma_gamma.gamma as gamma,
        gamma_gamma.p_standard_error as p_standard_error,
        gamma_gamma.q_standard_error as q_standard_error,
        gamma_gamma.gamma_standard_error as gamma_standard_error,
        gamma_gamma.log_likelihood as gamma_gamma_log_likelihood,
        gamma_gamma.method as gamma_gamma_method,
        gamma_gamma.converged as gamma_gamma_converged,
        gamma_gamma.iterations as gamma_gamma_iterations,
        gamma_gamma.correlation as frequency_value_correlation,
        {{ divide('bg_nbd.a', 'bg_nbd.a + bg_nbd.b') }} as mean_dropout_probability,
        {{ divide('gamma_gamma.p * gamma_gamma.gamma', 'gamma_gamma.q - 1') }}
            as mean_order_value,
        warning is null as is_reliable,
        warning
    from warned
)

select * from final
order by as_of_date
