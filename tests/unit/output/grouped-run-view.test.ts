import { describe, expect, it } from 'vitest';
import { CrmError } from '../../../src/base/errors/crm-error.ts';
import type { Node } from '../../../src/nodes/node.ts';
import { plainStyle } from '../../../src/output/text/style.ts';
import { createGroupedRunView } from '../../../src/output/views/grouped-run-view.ts';
import type { NodeResult, RunEvent } from '../../../src/run/run-event.ts';
import { dataTest, model, source, unitTest } from '../../support/node-fixtures.ts';
import { eventsOf, resultOf, runOf } from '../../support/run-events.ts';

const customers = source('raw.customers');
const staged = model('staging/customers');
const kpis = model('crm/kpis');
const snapshot = model('crm/snapshot');
const unique = dataTest('unique_kpis', { refs: ['kpis'], attachedNode: kpis.uniqueId });
const unit = unitTest('gold', 'kpis');
const all = [customers, staged, kpis, unit, unique, snapshot];
const nodes: ReadonlyMap<string, Node> = new Map(all.map(node => [node.uniqueId, node]));
const ids = all.map(node => node.uniqueId);

const options = {
  style: plainStyle,
  readSource: () => undefined,
  showPath: (file: string) => file,
};
const inTerminal = (width = 80) => createGroupedRunView(nodes, { ...options, width }, ids);
const inPipe = () => createGroupedRunView(nodes, { ...options, width: undefined }, ids);

const fine: readonly NodeResult[] = [
  resultOf(customers, 'success', 0.1, { rows: 600 }),
  resultOf(staged, 'success', 0.2),
  resultOf(kpis, 'success', 1, { rows: 10 }),
  resultOf(unit, 'pass', 0.1),
  resultOf(unique, 'pass', 0.1),
  resultOf(snapshot, 'success', 1, { rows: 10 }),
];
const failure = resultOf(unique, 'fail', 0.1, {
  failures: 7,
  message: 'got 7 results, configured to fail if != 0',
  errors: [
    new CrmError(
      'data-test-failed',
      { test: 't', reason: 'got 7 results' },
      { location: unique.location },
    ),
  ],
  failuresPath: 'target/failures/unique_kpis.csv',
});
const failed = fine.map(each => (each.uniqueId === unique.uniqueId ? failure : each));
const end = (results: readonly NodeResult[]): RunEvent => ({
  type: 'run-finished',
  result: runOf(results),
});
const play = (view: ReturnType<typeof inPipe>, events: readonly RunEvent[]) =>
  events.flatMap(event => view.lines(event));

describe('a run of many nodes', () => {
  it('has a line for each directory in a pipe', () => {
    expect(play(inPipe(), [...eventsOf(fine), end(fine)])).toEqual([
      'OK models/staging: 1 source, 1 model, 0.30 s',
      'OK models/crm: 2 models, 2 tests, 2.2 s',
      '',
      'Done in 3.2 s: 1 source, 3 models, 1 unit test and 1 test passed.',
    ]);
  });

  it('has one of columns in a terminal, cut to its width', () => {
    expect(play(inTerminal(), eventsOf(fine)).at(-1)).toBe(
      'OK       4/4       models/crm                        2 models, 2 tests     2.2 s',
    );
    for (const width of [20, 40, 71, 120]) {
      for (const line of play(inTerminal(width), eventsOf(fine))) {
        expect(line.length).toBeLessThanOrEqual(width);
      }
    }
  });

  it('says a failure at once with its reason, and in full at the end', () => {
    for (const view of [inTerminal(), inPipe()]) {
      const lines = play(view, [...eventsOf(failed), end(failed)]);
      const at = lines.findIndex(line => /FAIL 7 +test +unique_kpis/.test(line));
      expect(lines[at + 1]).toBe(
        '  got 7 results, configured to fail if != 0; rows: target/failures/unique_kpis.csv',
      );
      expect(lines[at + 2]).toMatch(/^FAIL .*models\/crm.*1 failed/);
      expect(lines.slice(at + 3)).toContain('  failing rows: target/failures/unique_kpis.csv');
    }
  });

  it('has the directories at work below, with what is done, what failed and what runs', () => {
    const view = inTerminal();
    expect(view.status()).toHaveLength(1);
    const events = eventsOf(failed);
    play(view, events.slice(0, 4));
    play(view, events.slice(4, -1).concat([]));
    const [crm, whole] = view.status();
    expect(crm).toBe('models/crm      3/4  1 failed  table main.snapshot');
    expect(whole).toMatch(/^5\/6 {2}1 of 2 directories done {2}\d/);
    play(view, [...events.slice(-1), end(failed)]);
    expect(view.status()).toEqual([]);
  });

  it('that was ended says how far its directories came', () => {
    const some = fine.slice(0, 4);
    expect(play(inPipe(), [...eventsOf(some), end(some)])).toContain(
      'STOP models/crm: 2 not run, 1 model, 1 test, 1.1 s',
    );
  });
});
