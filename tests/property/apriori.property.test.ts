import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection, Engine } from '../../src/engine/engine.ts';
import { openProjectEngine } from '../../src/functions/open-project-engine.ts';
import { ownProject } from '../support/own-project.ts';

const least = 2;
const leastConfidence = 0.5;
let engine: Engine;
let connection: Connection;
let itemsets: string;
let rules: string;

beforeAll(async () => {
  engine = await openProjectEngine({ settings: { threads: 1 } });
  connection = await engine.connect();
  const { manifest, compiler } = await ownProject({
    basket_support_min: 0,
    basket_count_min: least,
    basket_items_max: 4,
    basket_right_items_max: 3,
    basket_products_max: 5,
    basket_confidence_min: leastConfidence,
  });
  const compiled = (name: string) => {
    const node = manifest.nodes.get(`model.crm.${name}`);
    if (node === undefined) throw new Error(`there is no model ${name}`);
    return compiler.compile(node).text;
  };
  itemsets = compiled('frequent_itemsets');
  rules = compiled('association_rules');
  const relation = (name: string) => compiler.compileInline(`{{ ref('${name}') }}`).sql.text;
  await connection.run('create schema staging');
  await connection.run(
    `create table ${relation('basket_products')} (basket_number integer, product_id varchar)`,
  );
  await connection.run(
    `create table ${relation('stg_products')} (product_id varchar, product_name varchar)`,
  );
});

afterAll(() => {
  connection.close();
  engine.close();
});

/** Few products, so that most of them are together somewhere; some baskets are above the cap of 5. */
const baskets = fc.array(fc.uniqueArray(fc.constantFrom(...'abcdefg'), { minLength: 1 }), {
  maxLength: 14,
});

function subsets(products: readonly string[]): string[] {
  let sets = [''];
  for (const product of products) sets = sets.concat(sets.map(set => set + product));
  return sets;
}

const count = (all: readonly (readonly string[])[], set: string) =>
  all.filter(basket => [...set].every(product => basket.includes(product))).length;

test('sets and rules are those of looking at every combination', async () => {
  await fc.assert(
    fc.asyncProperty(baskets, async all => {
      const rows = all.flatMap((basket, at) => basket.map(product => `(${at}, '${product}')`));
      await connection.run('delete from basket_products');
      if (rows.length > 0) {
        await connection.run(`insert into basket_products values ${rows.join(', ')}`);
      }
      await connection.run(`create or replace table frequent_itemsets as (${itemsets})`);
      const found = await connection.query(
        `select array_to_string(products, ''), baskets::integer, all_baskets::integer
        from frequent_itemsets order by 1`,
      );
      const foundRules = await connection.query(
        `select array_to_string(antecedents, '') || '>' || array_to_string(consequents, ''),
          baskets::integer, round(lift, 9)
        from (${rules}) order by 1`,
      );

      const counted = all.filter(basket => basket.length <= 5);
      const sets = subsets([...'abcdefg']).filter(
        set => set.length >= 1 && set.length <= 4 && count(counted, set) >= least,
      );
      expect(found.rows).toEqual(
        sets.sort().map(set => [set, count(counted, set), counted.length]),
      );
      const expectedRules = sets.flatMap(set =>
        subsets([...set])
          .filter(left => left !== '' && left !== set)
          .filter(left => count(counted, set) >= leastConfidence * count(counted, left))
          .map(left => {
            const right = [...set].filter(product => !left.includes(product)).join('');
            const together = count(counted, set);
            const lift =
              (together * counted.length) / (count(counted, left) * count(counted, right));
            return [`${left}>${right}`, together, Math.round(lift * 1e9) / 1e9];
          }),
      );
      expect(foundRules.rows).toEqual(
        expectedRules.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
      );
    }),
    { numRuns: 30 },
  );
});
