import type { MappedSql } from '../base/text/mapped-sql.ts';
import type { Step } from './plan.ts';
import { holdsFirst } from './tests/data-test-sql.ts';

/** A statement that a step sends. */
interface Statement {
  readonly sql: MappedSql;
  /** True for what is sent only once a data test has found rows. */
  readonly onFailure: boolean;
}

/**
 * All statements of a step, in the order in which they are sent: what `--dry-run --verbose` prints,
 * what `target/run/` holds, and what the connection receives are these. A load and a unit test have
 * theirs once the dry compile has read headers and types (`completePlan`).
 */
function statementsOf(step: Step): readonly Statement[] {
  switch (step.kind) {
    case 'model':
      return step.statements.map(sent);
    case 'test': {
      const { hold, verdict, copy, sample, drop } = step.sql;
      const failing = [copy, sample].map(sentOnFailure);
      return holdsFirst(step.node)
        ? [sent(hold), sent(verdict), ...failing, sent(drop)]
        : [sent(verdict), sentOnFailure(hold), ...failing, sentOnFailure(drop)];
    }
    case 'unit_test':
      return step.sql === undefined ? [] : [sent(step.sql.actual), sent(step.sql.expected)];
    case 'source':
    case 'seed':
      return [step.drop, step.statement].flatMap(sql => (sql === undefined ? [] : [sent(sql)]));
    case 'operation':
      return [sent(step.statement)];
  }
}

/** The statements of a step as one text. */
export function scriptOf(step: Step): string | undefined {
  const statements = statementsOf(step);
  if (statements.length === 0) return undefined;
  if (statements.length === 1) return statements[0]?.sql.text;
  return statements
    .map(({ sql: { text }, onFailure }) => {
      const note = onFailure ? '-- only where the test finds rows\n' : '';
      // A comment in the last line would swallow the semicolon.
      const end = /--[^\n]*$/.test(text) ? '\n;' : ';';
      return `${note}${text}${end}`;
    })
    .join('\n\n');
}

function sent(sql: MappedSql): Statement {
  return { sql, onFailure: false };
}

function sentOnFailure(sql: MappedSql): Statement {
  return { sql, onFailure: true };
}
