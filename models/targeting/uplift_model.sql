-- One row per coefficient of an uplift model: two logistic regressions for each campaign, one of
-- those who were treated and one of the control group (two models, or a T-learner), and those twice
-- over: fold 0 learned from everybody and scores the customers of today; fold 1 and later learned
-- from everybody outside the fold and score those inside it, so that nobody in the trial is scored
-- by a model that has seen what they did.
{%- set sample = var('uplift_sample_customers_max') %}
with population as (
    select * from {{ ref('uplift_population') }}
    where is_observed
),

campaigns as (
    select * from {{ ref('uplift_campaigns') }}
    where is_modelled
),

features as (
    select * from {{ ref('uplift_features') }}
),

subjects as (
    select
        population.*,
        row_number() over (
            partition by population.campaign_id, population.is_treated, population.is_responder
            order by hash('uplift sample', population.customer_id), population.customer_id
        ) as place,
        count(*) over (
            partition by population.campaign_id, population.is_treated, population.is_responder
        ) as customers_alike,
        count(*) over (partition by population.campaign_id, population.is_treated)
            as customers_of_group
    from population
    inner join campaigns on population.campaign_id = campaigns.campaign_id
),

-- Of a large group as many who responded as who did not, each standing for as many as were left
-- out, so that rare responses are not lost.
sampled as (
    select
        *,
        {{ divide('customers_alike', 'count(*) over alike') }}
        * {{ divide('count(*) over together', 'customers_of_group') }} as weight
    from subjects
    where place <= {{ sample }} / 2
    window
        alike as (partition by campaign_id, is_treated, is_responder),
        together as (partition by campaign_id, is_treated)
),

fits as (
    select
        sampled.campaign_id,
        folds.fold,
        sampled.is_treated,
        count(*) as customers,
        count(*) filter (where sampled.is_responder) as responders,
        logistic_fit(
            flatten(list(sampled.features order by sampled.customer_id)),
            (select cast(count(*) as integer) from features),
            list(
                case when sampled.is_responder then 1.0 else 0.0 end order by sampled.customer_id
            ),
            list(sampled.weight order by sampled.customer_id),
            {{ var('uplift_ridge') }}
        ) as fit
    from sampled
    inner join range({{ var('uplift_folds') }} + 1) as folds (fold)
        on sampled.fold <> folds.fold
    group by sampled.campaign_id, folds.fold, sampled.is_treated
),

terms as (
    select
        *,
        unnest(range(0, len(fit.coefficients) + 1)) as term_number,
        unnest(list_prepend(fit.intercept, fit.coefficients)) as coefficient,
        unnest(list_prepend(fit.intercept_standard_error, fit.standard_errors)) as standard_error
    from fits
),

final as (
    select
        terms.campaign_id,
        cast(terms.fold as integer) as fold,
        terms.is_treated,
        cast(terms.term_number as integer) as term_number,
        coalesce(features.feature, 'intercept') as term,
        terms.coefficient,
        terms.standard_error,
        cast(terms.customers as bigint) as customers,
        cast(terms.responders as bigint) as responders,
        terms.fit.log_likelihood as log_likelihood,
        terms.fit.converged as is_converged,
        terms.fit.separated as is_separated,
        case
            when not terms.fit.converged then 'The fit did not come to rest'
            when least(terms.responders, terms.customers - terms.responders)
                < {{ var('uplift_events_per_feature_min') }} * len(terms.fit.coefficients)
                then 'Fewer than {{ var("uplift_events_per_feature_min") }} responses a feature to'
                    || ' learn from'
        end as warning
    from terms
    left join features on terms.term_number = features.feature_number
)

select * from final
