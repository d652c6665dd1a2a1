import fc from 'fast-check';
import { checkVars, parseVars } from '../../src/cli/arguments/parse-vars.ts';
import { hostileSelector, hostileSelectors } from '../support/hostile-selectors.ts';
import { hostileTemplate, hostileTemplates } from '../support/hostile-templates.ts';
import { hostileYaml, spoiledYaml } from '../support/hostile-yaml.ts';
import { yamlProblems } from '../support/yaml-problems.ts';
import { renderText } from '../unit/jinja/render-text.ts';
import { mutateText, pickFrom } from './mutate-text.ts';
import type { OwnTexts } from './own-texts.ts';
import { textPieces } from './text-pieces.ts';
import { parseProblems, problemsOf, queryProblems, selectorProblems } from './text-problems.ts';

type Draw = () => number;

/** One way to make texts that somebody could write, and what is wrong with how each is met. */
export interface TextKind {
  readonly name: string;
  readonly next: (draw: Draw) => string;
  readonly problems: (text: string) => readonly string[];
}

/** All kinds of texts, over this repository's own project. */
export function textKinds(texts: OwnTexts, seed: number): readonly TextKind[] {
  const { own, relations, models, macros, properties, projectFile, names } = texts;
  const known = new Set(Object.keys(own.project.vars));
  const vars = JSON.stringify(own.project.vars);
  return [
    {
      name: 'templates',
      next: sampler(hostileTemplate, seed, (text, draw) =>
        draw() < 0.3 ? mutateText(pickFrom(shortTemplates, draw), textPieces.template, draw) : text,
      ),
      problems: text => problemsOf(text, () => void renderText(text)),
    },
    {
      name: 'queries',
      next: draw => mutateText(pickFrom(models, draw), textPieces.template, draw),
      problems: text => queryProblems(own, text),
    },
    {
      name: 'models',
      next: draw => mutateText(pickFrom(models, draw), textPieces.template, draw),
      problems: text => parseProblems(own.project, 'models/fuzzed.sql', text),
    },
    {
      name: 'macros',
      next: draw => mutateText(pickFrom(macros, draw), textPieces.template, draw),
      problems: text => parseProblems(own.project, 'macros/fuzzed.sql', text),
    },
    {
      name: 'properties',
      next: draw => mutateText(pickFrom(properties, draw), textPieces.yaml, draw),
      problems: text => parseProblems(own.project, 'models/fuzzed.yml', text),
    },
    {
      name: 'project files',
      next: draw => mutateText(projectFile, textPieces.yaml, draw),
      problems: yamlProblems,
    },
    {
      name: 'YAML',
      next: sampler(spoiledYaml, seed, (text, draw) =>
        draw() < 0.5 ? mutateText(pickFrom(shortYaml, draw), textPieces.yaml, draw) : text,
      ),
      problems: yamlProblems,
    },
    {
      name: 'selectors',
      next: sampler(hostileSelector, seed, (text, draw) =>
        draw() < 0.5 ? drawSelector(names, draw) : text,
      ),
      problems: text => selectorProblems(relations, text),
    },
    {
      name: 'vars',
      next: sampler(fc.oneof(fc.json(), fc.string()), seed, (text, draw) =>
        draw() < 0.7
          ? mutateText(draw() < 0.5 ? vars : pickFrom(shortYaml, draw), textPieces.yaml, draw)
          : text,
      ),
      problems: text => problemsOf(text, () => checkVars(parseVars(text), known)),
    },
  ];
}

const shortTemplates = hostileTemplates.filter(({ length }) => length < 500);
const shortYaml = hostileYaml.filter(({ length }) => length < 1000);
const shortSelectors = hostileSelectors.filter(({ length }) => length < 200);

/** Texts of an arbitrary, made in batches. */
function sampler(
  from: fc.Arbitrary<string>,
  seed: number,
  change: (text: string, draw: Draw) => string,
): (draw: Draw) => string {
  let batch: string[] = [];
  let turn = 0;
  return draw => {
    turn += 1;
    if (batch.length === 0) batch = fc.sample(from, { numRuns: 500, seed: seed + turn });
    return change(batch.pop() ?? '', draw);
  };
}

function drawSelector(names: readonly string[], draw: Draw): string {
  const start = draw() < 0.2 ? pickFrom(shortSelectors, draw) : pickFrom(names, draw);
  return mutateText(
    draw() < 0.3 ? `${start},${pickFrom(names, draw)}` : start,
    textPieces.selector,
    draw,
  );
}
