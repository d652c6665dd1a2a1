import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Contents by path; null takes the file out of the project. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>;

const base: Files = {
  'crm_project.yml': `name: shop
seed-paths: [seeds]
vars: {raw_path: data, raw_format: csv}
models: {+materialized: table}
targets:
  dev: {type: duckdb, path: warehouse/shop.duckdb, schema: main}
`,
  'models/sources.yml': `sources:
  - name: raw
    meta: {external_location: "{{ var('raw_path') }}/{name}.{{ var('raw_format') }}"}
    tables:
      - name: orders
        columns:
          - {name: order_id, data_type: varchar}
          - {name: units, data_type: "decimal(18,3)"}
          - {name: ordered_on, data_type: date}
`,
  'models/orders.sql': "select * from {{ source('raw', 'orders') }}\n",
  'seeds/rules.csv': 'rule,least\na,1\nb,2\n',
  'macros/half.sql': '{% macro half(x) %}({{ x }} / 2){% endmacro %}\n',
  'data/orders.csv': 'order_id,units,ordered_on\n0001,1.5,2026-01-31\n0002,2,2026-02-28\n',
};

/** Writes a project that builds in a moment, with some of its files changed. */
export async function writeSmallProject(directory: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries({ ...base, ...files })) {
    if (content === null) continue;
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
}
