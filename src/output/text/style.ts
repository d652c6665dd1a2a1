import { styleText } from 'node:util';
import { ownCode } from './own-codes.ts';

/** How text is set off; each function gives the text with or without escape codes around it. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const same = (text: string): string => text;

/** No escape codes at all: for pipes, files and NO_COLOR. */
export const plainStyle: Style = {
  bold: same,
  dim: same,
  red: same,
  green: same,
  yellow: same,
  cyan: same,
};

/** Node's escape codes of a format, marked as our own. */
function paint(format: keyof Style): (text: string) => string {
  const codes = styleText(format, '\0', { validateStream: false }).split('\0');
  const [open = '', close = ''] = codes.map(code => ownCode(code.replace('\u001b[', '')));
  return text => (text === '' ? '' : `${open}${text}${close}`);
}

/** The sixteen colours that every terminal has, so that a person's own palette holds. */
export const colorStyle: Style = {
  bold: paint('bold'),
  dim: paint('dim'),
  red: paint('red'),
  green: paint('green'),
  yellow: paint('yellow'),
  cyan: paint('cyan'),
};
