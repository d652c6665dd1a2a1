import type { Severity, TestNode } from '../node.ts';
import type { Config } from '../render/resolve-config.ts';

/** What every data test takes from its config. */
export function testFields(
  config: Config,
): Pick<
  TestNode,
  'severity' | 'warnIf' | 'errorIf' | 'failCalc' | 'limit' | 'tags' | 'meta' | 'config'
> {
  const severity: Severity = config.text('severity')?.toLowerCase() === 'warn' ? 'warn' : 'error';
  const limit = config.get('limit');
  const [warnIf, errorIf, failCalc] = [
    config.text('warn_if') ?? '!= 0',
    config.text('error_if') ?? '!= 0',
    config.text('fail_calc') ?? 'count(*)',
  ];
  return {
    severity,
    warnIf,
    errorIf,
    failCalc,
    limit: typeof limit === 'number' ? limit : undefined,
    tags: config.tags(),
    meta: config.object('meta'),
    config: config.json({
      enabled: true,
      materialized: 'test',
      severity,
      warn_if: warnIf,
      error_if: errorIf,
      fail_calc: failCalc,
      where: null,
      limit: null,
      tags: [],
      meta: {},
    }),
  };
}
