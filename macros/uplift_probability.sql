{#
    The probability that the terms of a logistic regression, the intercept first, give the features
    of a customer. Beyond a score of 700 a double has no larger number.
#}
{% macro uplift_probability(terms) -%}
    {{ divide(
        '1',
        '1 + exp(-greatest(-700, least(700, list_dot_product(' ~ terms
            ~ ', list_prepend(cast(1 as double), subjects.features)))))'
    ) }}
{%- endmacro %}
