-- A model of a fold learned from no more customers than there are outside it, and from all of them
-- where there was no need for a sample. Fold 0 is not a fold of a customer.
with groups as (
    select
        models.campaign_id,
        models.fold,
        models.is_treated,
        max(models.customers) as learned_from,
        max(models.responders) as responders
    from {{ ref('uplift_model') }} as models
    group by models.campaign_id, models.fold, models.is_treated
),

outside as (
    select
        groups.campaign_id,
        groups.fold,
        groups.is_treated,
        groups.learned_from,
        groups.responders,
        count(population.customer_id) as customers,
        count(population.customer_id) filter (where population.is_responder)
            as responders_outside
    from groups
    left join {{ ref('uplift_population') }} as population
        on groups.campaign_id = population.campaign_id
        and groups.is_treated = population.is_treated
        and groups.fold <> population.fold
        and population.is_observed
    group by
        groups.campaign_id, groups.fold, groups.is_treated, groups.learned_from, groups.responders
)

select * from outside
where
    learned_from > customers
    or responders > responders_outside
    or (
        customers <= {{ var('uplift_sample_customers_max') }} / 2
        and fold = 0
        and (learned_from <> customers or responders <> responders_outside)
    )
