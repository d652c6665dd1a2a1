{#
    The standard error of an AUC from so many events and others: J. Hanley and B. McNeil (1982),
    Radiology 143, 29-36. NULL without both kinds.
#}
{% macro auc_standard_error(auc, events, others) -%}
    sqrt(
        {{ divide(
            auc ~ ' * (1 - ' ~ auc ~ ') + (' ~ events ~ ' - 1) * (' ~ auc ~ ' / (2 - ' ~ auc
            ~ ') - ' ~ auc ~ ' * ' ~ auc ~ ') + (' ~ others ~ ' - 1) * (2 * ' ~ auc ~ ' * ' ~ auc
            ~ ' / (1 + ' ~ auc ~ ') - ' ~ auc ~ ' * ' ~ auc ~ ')',
            events ~ ' * ' ~ others
        ) }}
    )
{%- endmacro %}
