import { describe, expect, test } from 'vitest';
import recorded from './jinja-answers.json' with { type: 'json' };
import { renderText } from './render-text.ts';

describe('a template renders what Jinja2 renders', () => {
  test.each(recorded.cases)('$template', ({ template, renders }) => {
    expect(renderText(template).text).toBe(renders);
  });
});
