import { describe, expect, it } from 'vitest';
import { exposeLookAlikes } from '../../../src/output/text/look-alikes.ts';
import { presentText } from '../../../src/output/text/own-codes.ts';
import { colorStyle } from '../../../src/output/text/style.ts';
import { visibleJson, visibleLine, visibleText } from '../../../src/output/text/visible-text.ts';
import { formatLogLine } from '../../../src/output/views/json-log.ts';

describe('text for a person', () => {
  it.each([
    ['an escape code', 'a\u001b[2Jb', 'a<U+001B>[2Jb'],
    ['a code of C1', 'a\u009b2Jb', 'a<U+009B>2Jb'],
    ['NUL, bell and backspace', '\0\u0007\b', '<U+0000><U+0007><U+0008>'],
    ['a carriage return', 'shown\rhidden', 'shown<U+000D>hidden'],
    [
      'a mark of direction',
      'a\u202eb\u2066c\u200ed\u061ce',
      'a<U+202E>b<U+2066>c<U+200E>d<U+061C>e',
    ],
    ['a space without width', 'C\u200b1', 'C<U+200B>1'],
    ['a joiner between Latin letters', 'a\u200db\u200cc', 'a<U+200D>b<U+200C>c'],
    ['a byte order mark', '\ufeffid', '<U+FEFF>id'],
    ['a word joiner and a soft hyphen', 'a\u2060b\u00adc', 'a<U+2060>b<U+00AD>c'],
    ['a variation selector alone', 'a\ufe0f', 'a<U+FE0F>'],
    ['tag characters', 'a\u{e0041}', 'a<U+E0041>'],
    ['a line separator', 'a\u2028b\u2029c', 'a<U+2028>b<U+2029>c'],
    ['half of a pair', 'a\ud800b', 'a<U+D800>b'],
    ['a filler of Hangul', 'a\u3164b', 'a<U+3164>b'],
  ])('shows %s', (_, text, shown) => {
    expect(visibleText(text)).toBe(shown);
    expect(presentText(text)).toBe(shown);
  });

  it.each([
    ['German', 'Größe „Straße“ – 5 €'],
    ['Turkish', 'İstanbul’da ığdır'],
    ['Russian', 'Ёлка, объём'],
    ['Arabic', 'مرحبا بالعالم'],
    ['Persian with a joiner', 'می\u200cخواهم'],
    ['Hindi with a joiner', 'क्\u200dष'],
    ['Hebrew', 'שָׁלוֹם'],
    ['Chinese and Japanese', '日本語、葛\u{e0100}城'],
    ['Korean', '안녕하세요'],
    ['combining marks', 'e\u0301'],
    ['a family', '👩\u200d👩\u200d👧'],
    ['a flag of several emoji', '🏳\ufe0f\u200d🌈'],
    ['a skin tone', '👍🏽 👩🏽\u200d🚀'],
    ['a keycap and a heart', '1\ufe0f\u20e3 ❤\ufe0f'],
    ['a flag of a region', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} 🇩🇪'],
    ['lines and tabs', 'a\n\tb\r\nc'],
  ])('keeps %s', (_, text) => {
    expect(presentText(text)).toBe(text);
    expect(exposeLookAlikes(text)).toBe(text);
  });

  it('keeps our own colours, and none that data brings along', () => {
    expect(presentText(colorStyle.red('a\u001b[31mb'))).toBe('\u001b[31ma<U+001B>[31mb\u001b[39m');
  });

  it('shows line ends and tabs where one line is meant', () => {
    expect(visibleLine('a\n\tb\r')).toBe('a\\n\\tb\\r');
  });
});

describe('JSON', () => {
  it.each(['a\u202eb', '\u009b', 'C\u200b1', 'a\u{e0041}b', '\ufeff'])(
    'of %j has no such character, and the same value',
    text => {
      const json = visibleJson(JSON.stringify({ text }));
      expect(json).toMatch(/^[ -~]*$/);
      expect(JSON.parse(json)).toEqual({ text });
    },
  );

  it('of a log has none either', () => {
    const context = { invocationId: 'abc', now: () => new Date() };
    expect(formatLogLine('Note', 'info', 'a\u202eb', {}, context)).toContain('a\\u202eb');
  });
});

describe('a letter that poses as one of another script', () => {
  it.each([
    ['C00\u0430b', 'C00<U+0430>b'],
    ['\u0410BC_1', '<U+0410>BC_1'],
    ['М\u0061рия', 'М<U+0061>рия'],
    ['p\u03bfint', 'p<U+03BF>int'],
    ['Kunde "C\u0430" und Маша', 'Kunde "C<U+0430>" und Маша'],
  ])('is shown: %j', (text, shown) => expect(exposeLookAlikes(text)).toBe(shown));

  it.each(['Мария', 'crm_отчёт', 'SMS-рассылка', 'Δx', 'μm', 'λ2', 'Größe', '東京Tower', 'Ωmega'])(
    'is not found in %s',
    text => expect(exposeLookAlikes(text)).toBe(text),
  );
});
