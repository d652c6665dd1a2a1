import { codePoint } from './visible-text.ts';

/** Letters of these scripts that look like one of another of them, by script. */
const lookAlikes = {
  Latin: 'aceopxyijshdqwuvABCEHIJKMNOPSTXYZ',
  Cyrillic: 'аеорсухіјѕһԁԛԝАВСЕНІЈКМНОРЅТХУѴѵӀ',
  Greek: 'αονικρυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ',
} as const;
type Script = keyof typeof lookAlikes;

const scripts = (Object.keys(lookAlikes) as Script[]).map(name => ({
  name,
  letter: new RegExp(`^\\p{Script=${name}}$`, 'u'),
  alike: new Set(lookAlikes[name]),
}));
const word = /[\p{L}\p{M}\p{N}_]+/gu;
const foreign = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;

/**
 * A text with letters that pose as those of another script shown as `<U+0430>`: in a word of several
 * of Latin, Cyrillic and Greek, each run of letters of a rarer script that all look like another's.
 * Words of one script stay as they are, and so does a word such as `crm_отчёт`.
 */
export function exposeLookAlikes(text: string): string {
  if (!foreign.test(text)) return text;
  return text.replace(word, exposeIn);
}

function exposeIn(whole: string): string {
  const letters = [...whole].map(character => ({ character, script: scriptOf(character) }));
  const count = (name: Script) => letters.filter(({ script }) => script === name).length;
  const found = scripts.map(({ name }) => ({ name, times: count(name) })).filter(s => s.times > 0);
  if (found.length < 2) return whole;
  // of as many letters, Latin is what the others pose as
  const main = found.reduce((most, each) => (each.times > most.times ? each : most)).name;
  let shown = '';
  let run: string[] = [];
  let runScript: Script | undefined;
  const endRun = (): void => {
    const alike = scripts.find(({ name }) => name === runScript)?.alike;
    const poses = runScript !== main && run.every(letter => alike?.has(letter) === true);
    shown += (poses ? run.map(codePoint) : run).join('');
    run = [];
  };
  for (const { character, script } of letters) {
    if (script !== runScript) {
      endRun();
      runScript = script;
    }
    if (script === undefined) shown += character;
    else run.push(character);
  }
  endRun();
  return shown;
}

function scriptOf(character: string): Script | undefined {
  return scripts.find(({ letter }) => letter.test(character))?.name;
}
