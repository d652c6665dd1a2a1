import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngine } from '../../src/engine/duckdb/open-engine.ts';
import type { Connection, Engine } from '../../src/engine/engine.ts';
import { ownProject } from '../support/own-project.ts';

let engine: Engine;
let connection: Connection;
let qini: string;

beforeAll(async () => {
  engine = await openEngine({ settings: { threads: 1 } });
  connection = await engine.connect();
  const { manifest, compiler } = await ownProject();
  const node = manifest.nodes.get('model.crm.uplift_qini');
  if (node === undefined) throw new Error('there is no model uplift_qini');
  qini = compiler.compile(node).text;
  const scores = compiler.compileInline("{{ ref('uplift_scores') }}").sql.text;
  await connection.run(
    `create table ${scores} (
      campaign_id varchar, predicted_uplift double, is_treated boolean, is_responder boolean)`,
  );
}, 60_000);

afterAll(() => engine.close());

interface Subject {
  readonly uplift: number;
  readonly treated: boolean;
  readonly responded: boolean;
}

/** Few distinct scores, so that equal ones are the rule. */
const subject: fc.Arbitrary<Subject> = fc.record({
  uplift: fc.integer({ min: -6, max: 6 }).map(eighths => eighths / 8),
  treated: fc.boolean(),
  responded: fc.boolean(),
});

/** Points (customers, incremental responses) at every distinct score, the highest first. */
function curveOf(subjects: readonly Subject[], score: (subject: Subject) => number) {
  const points: [number, number][] = [[0, 0]];
  for (const threshold of [...new Set(subjects.map(score))].sort((a, b) => b - a)) {
    const taken = subjects.filter(each => score(each) >= threshold);
    const treated = taken.filter(each => each.treated);
    const control = taken.filter(each => !each.treated);
    const responses = (group: readonly Subject[]) => group.filter(each => each.responded).length;
    const scale = control.length === 0 ? 0 : treated.length / control.length;
    points.push([taken.length, responses(treated) - responses(control) * scale]);
  }
  return points;
}

/** Area between a curve and the straight line to its end, by trapezoids. */
function areaOf(points: readonly [number, number][]): number {
  const [customers, responses] = points.at(-1) ?? [0, 0];
  const under = points.slice(1).reduce((sum, [x, y], at) => {
    const [before, height] = points[at] ?? [0, 0];
    return sum + ((x - before) * (y + height)) / 2;
  }, 0);
  return under - (customers * responses) / 2;
}

test('the Qini curve and coefficient are those of the definition, whatever the ties', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(subject, { minLength: 1, maxLength: 60 }), async subjects => {
      const rows = subjects.map(
        ({ uplift, treated, responded }) => `('x', ${uplift}, ${treated}, ${responded})`,
      );
      await connection.run('delete from uplift_scores');
      await connection.run(`insert into uplift_scores values ${rows.join(', ')}`);
      const { rows: found } = await connection.query(
        `select customers, incremental_responses, qini_coefficient from (${qini}) as curve
        order by customers`,
      );
      const curve = curveOf(subjects, ({ uplift }) => uplift);
      const perfect = curveOf(subjects, each => Number(each.responded) * (each.treated ? 1 : -1));
      // With no more than a hundred customers every point is drawn.
      expect(found.map(([customers]) => Number(customers))).toEqual(curve.map(([x]) => x));
      found.forEach(([, responses], at) => {
        expect(Number(responses)).toBeCloseTo(curve[at]?.[1] ?? Number.NaN, 9);
      });
      const most = areaOf(perfect);
      const coefficient = found[0]?.[2];
      if (Math.abs(most) < 1e-9) expect(coefficient).toBeNull();
      else expect(Number(coefficient)).toBeCloseTo(areaOf(curve) / most, 9);
    }),
    { numRuns: 60 },
  );
});
