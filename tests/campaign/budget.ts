import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The share of the time that each part of the campaign gets. */
const shares = {
  strikes: 0.4,
  killStates: 0.1,
  moving: 0.08,
  worlds: 0.2,
  texts: 0.06,
  csv: 0.1,
  commands: 0.06,
} as const;

/** Seconds that a part may take: its share of the minutes in CRM_CAMPAIGN_MINUTES, 2 unless set. */
export function budgetOf(part: keyof typeof shares): number {
  return shares[part] * 60 * numberOf('CRM_CAMPAIGN_MINUTES', 2);
}

const drawn = Math.floor(Date.now() / 1000) % 1_000_000;

/** What the trials are drawn from: CRM_CAMPAIGN_SEED, or the time, so that each run sees others. */
export function campaignSeed(): number {
  return numberOf('CRM_CAMPAIGN_SEED', drawn);
}

function numberOf(name: string, usual: number): number {
  const text = process.env[name] ?? '';
  const number = Number(text);
  if (text.trim() !== '' && !(Number.isFinite(number) && number > 0)) {
    throw new Error(`${name} is ${text}, not a number above zero`);
  }
  return text.trim() === '' ? usual : number;
}

/**
 * Prints the figures of a part, one line, writes everything that was wrong to a file, and fails
 * with the first few of it.
 */
export function reportPart(
  part: keyof typeof shares,
  figures: Readonly<Record<string, number>>,
  broken: readonly string[],
): void {
  const list = Object.entries({ ...figures, broken: broken.length });
  const text = list.map(([name, value]) => `${name} ${value}`).join(', ');
  process.stdout.write(`campaign ${part} (seed ${campaignSeed()}): ${text}\n`);
  if (broken.length === 0) return;
  const file = join('target', 'campaign', `${part}-${campaignSeed()}.txt`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${broken.join('\n\n')}\n`);
  const first = broken.slice(0, 3).map(each => each.slice(0, 600));
  throw new Error(`${broken.length} broken, all in ${file}:\n${first.join('\n\n')}`);
}
