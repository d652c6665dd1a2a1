{# The var uplift_folds, between 2 and 20. #}
{% macro uplift_folds() -%}
    {%- set folds = var('uplift_folds') | int -%}
    {%- if folds < 2 or folds > 20 -%}
        {{ exceptions.raise_compiler_error(
            'The var uplift_folds is ' ~ var('uplift_folds') ~ '; it takes 2 to 20'
        ) }}
    {%- endif -%}
    {{ folds }}
{%- endmacro %}
