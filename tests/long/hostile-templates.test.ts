import { expect, test } from 'vitest';
import { hostileOutcome, hostileProblems } from '../support/hostile-outcome.ts';
import { exhaustingTemplates } from '../support/hostile-templates.ts';
import { renderText } from '../unit/jinja/render-text.ts';

test.each(exhaustingTemplates)('%s ends within two seconds of CPU', text => {
  const outcome = hostileOutcome(() => void renderText(text));
  expect(hostileProblems(text, outcome)).toEqual([]);
});
