{#
    A reason in words: whether it raises or lowers the score, and what was known of the customer
    that does so. Takes an expression of the reason's name, one whether it raises, and the relations
    of the features and of the slots in one row.
#}
{% macro propensity_reason(reason, raises, features, slots) -%}
    case when {{ raises }} then 'Raises: ' else 'Lowers: ' end
    || case {{ reason }}
        when 'silence'
            then coalesce(
                'last order ' || {{ features }}.days_since_last_order || ' days ago'
                || coalesce(
                    ', one came every ' || cast({{ features }}.mean_gap_days as decimal(18, 1))
                    || ' days',
                    ', on one day alone'
                ),
                'has never ordered'
            )
        when 'orders'
            then {{ features }}.orders || ' orders in ' || {{ features }}.days_known || ' days, '
                || {{ features }}.orders_90 || ' in the last 90 after '
                || {{ features }}.orders_previous_90 || ' in the 90 before'
        when 'spend'
            then coalesce(
                'orders of '
                || cast(
                    {{ divide(features ~ '.spend', features ~ '.orders') }} as decimal(18, 2)
                )
                || ' on average'
                || coalesce(
                    ', ' || cast(
                        {{ divide(features ~ '.spend_365', features ~ '.orders_365') }}
                        as decimal(18, 2)
                    ) || ' in the last 365 days',
                    ''
                ),
                'has spent nothing yet'
            )
        when 'weekday'
            then {{ features }}.orders_on_next_weekday || ' of ' || {{ features }}.orders_365
                || ' orders in the last 365 days on the weekday that comes next'
        when 'returns' then {{ features }}.returns_365 || ' returns in the last 365 days'
        when 'visits'
            then {{ features }}.visits_7 || ' website visits in the last 7 days, '
                || {{ features }}.visits_30 || ' in the last 30'
        when 'touchpoints'
            then {{ features }}.touchpoints_30 || ' contacts through channels in the last 30 days'
        when 'interactions'
            then {{ features }}.interactions_90 || ' messages and calls in the last 90 days'
        when 'loyalty'
            then case
                when {{ features }}.is_loyalty_member then 'member of the loyalty programme'
                else 'no member of the loyalty programme'
            end
        when 'units'
            then coalesce({{ features }}.value_tier || ' tier, ', 'no tier, ')
                || cast({{ features }}.units_12 as decimal(18, 1))
                || ' consumable units in 12 months'
        {%- for slot in propensity_fact_slots() %}
        when '{{ slot }}'
            then {{ slots }}.{{ slot }}_name
                || case when {{ features }}.{{ slot }} then ' is ' else ' is not ' end
                || {{ slots }}.{{ slot }}_value
        {%- endfor %}
        {%- for slot in propensity_number_slots() %}
        when '{{ slot }}'
            then {{ slots }}.{{ slot }}_name || ' is ' || {{ features }}.{{ slot }}
        {%- endfor %}
    end
{%- endmacro %}
