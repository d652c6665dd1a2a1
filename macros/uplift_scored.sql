{#
    Customers with the probability that they respond when left alone and when contacted. The
    relation has campaign_id, fold (0 for a model that learned from everybody) and features; its
    columns come back with probability_alone, probability_contacted and predicted_uplift.
#}
{% macro uplift_scored(relation) -%}
(
    with models as (
        select
            campaign_id,
            fold,
            list(coefficient order by term_number) filter (where is_treated) as treated_terms,
            list(coefficient order by term_number) filter (where not is_treated)
                as control_terms
        from {{ ref('uplift_model') }}
        group by campaign_id, fold
    ),

    probabilities as (
        select
            subjects.*,
            {{ uplift_probability('models.control_terms') }} as probability_alone,
            {{ uplift_probability('models.treated_terms') }} as probability_contacted
        from {{ relation }} as subjects
        inner join models
            on subjects.campaign_id = models.campaign_id
            and subjects.fold = models.fold
    )

    select
        *,
        probability_contacted - probability_alone as predicted_uplift
    from probabilities
)
{%- endmacro %}
