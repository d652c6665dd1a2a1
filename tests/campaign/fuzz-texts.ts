import { Findings } from './findings.ts';
import { rowsKind } from './fuzz-rows.ts';
import { type TextKind, textKinds } from './fuzz-text-kinds.ts';
import { ownTexts } from './own-texts.ts';

interface FuzzTextsReport {
  /** Inputs by kind. */
  readonly inputs: Readonly<Record<string, number>>;
  readonly broken: readonly string[];
}

interface Options {
  readonly seconds: number;
  readonly seed: number;
  readonly draw: () => number;
  /** Called before each input, for what watches over those that do not end. */
  readonly onInput: (input: string) => void;
}

/** Gives the program drawn texts of each kind in turn, each kind for the same time. */
export async function fuzzTexts({
  seconds,
  seed,
  draw,
  onInput,
}: Options): Promise<FuzzTextsReport> {
  const kinds: readonly TextKind[] = [...textKinds(await ownTexts(), seed), rowsKind()];
  const findings = new Findings();
  const inputs: Record<string, number> = Object.fromEntries(kinds.map(({ name }) => [name, 0]));
  const until = performance.now() + seconds * 1000;
  const turn = Math.min(200, (seconds * 1000) / kinds.length);
  while (performance.now() < until) {
    for (const { name, next, problems } of kinds) {
      const end = performance.now() + turn;
      while (performance.now() < end) {
        const text = next(draw);
        onInput(`${name}: ${text}`);
        inputs[name] = (inputs[name] ?? 0) + 1;
        for (const problem of met(text, problems)) {
          findings.add(`${name}: ${problem}`, JSON.stringify(text.slice(0, 5000)));
        }
      }
    }
    // Lets others have their turn, such as the reporter.
    await new Promise(resolve => setImmediate(resolve));
  }
  if (Object.hasOwn(Object.prototype, 'polluted')) findings.add('Object.prototype is polluted', '');
  return { inputs, broken: findings.list() };
}

function met(text: string, problems: TextKind['problems']): readonly string[] {
  try {
    return problems(text);
  } catch (error) {
    const lines = (error as Error).stack?.split('\n') ?? [String(error)];
    return [`no CrmError: ${lines.slice(0, 5).join('\n')}`];
  }
}
