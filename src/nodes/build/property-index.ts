import { CrmError } from '../../base/errors/crm-error.ts';
import { formatLocation } from '../../base/errors/source-location.ts';
import { nearestHint } from '../../base/text/nearest.ts';
import type { ColumnProperties, NodeProperties, Project } from '../../project/project.ts';
import type { ColumnInfo } from '../node.ts';

const labels: Readonly<Record<NodeProperties['kind'], string>> = {
  model: 'model',
  seed: 'seed',
  macro: 'macro',
  data_test: 'data test',
};

/** Names that are compared for all hints together: it takes time, and nobody reads a thousand. */
const mostComparisons = 50_000;

/** Property YAML by what it is about. */
export class PropertyIndex {
  private readonly byKey = new Map<string, NodeProperties>();

  constructor(project: Project, errors: CrmError[]) {
    for (const properties of project.properties) {
      const key = `${properties.kind} ${properties.name.value}`;
      const earlier = this.byKey.get(key);
      if (earlier === undefined) this.byKey.set(key, properties);
      else {
        const what = `the ${labels[properties.kind]} '${properties.name.value}'`;
        const message = `${what} has properties here and at ${formatLocation(earlier.name.location)}`;
        const { location } = properties.name;
        errors.push(
          new CrmError(
            'duplicate-name',
            {
              name: properties.name.value,
              first: earlier.name.location,
              reason: message,
              hint: 'put them together',
            },
            { location },
          ),
        );
      }
    }
  }

  get(kind: NodeProperties['kind'], name: string): NodeProperties | undefined {
    return this.byKey.get(`${kind} ${name}`);
  }

  /** Errors for properties of what is not there. */
  unattached(existing: Readonly<Record<NodeProperties['kind'], readonly string[]>>): CrmError[] {
    const errors: CrmError[] = [];
    const names = {
      model: new Set(existing.model),
      seed: new Set(existing.seed),
      macro: new Set(existing.macro),
      data_test: new Set(existing.data_test),
    };
    let compared = 0;
    for (const { kind, name } of this.byKey.values()) {
      if (names[kind].has(name.value)) continue;
      compared += names[kind].size;
      const message = `there is no ${labels[kind]} '${name.value}' for these properties`;
      const { location } = name;
      errors.push(
        new CrmError(
          'unattached-properties',
          {
            name: name.value,
            reason: message,
            hint: compared <= mostComparisons ? nearestHint(name.value, names[kind]) : undefined,
          },
          { location },
        ),
      );
    }
    return errors;
  }
}

/** Columns as nodes have them. */
export function columnInfo(column: ColumnProperties): ColumnInfo {
  return {
    name: column.name.value,
    quote: column.quote,
    description: column.description,
    dataType: column.dataType?.value,
    meta: column.meta,
    tags: column.tags,
    location: column.name.location,
  };
}
