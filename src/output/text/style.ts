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

const paint = (open: number, close: number) => (text: string) =>
  text === '' ? '' : `${ownCode(`${open}m`)}${text}${ownCode(`${close}m`)}`;

/** The sixteen colours that every terminal has, so that a person's own palette holds. */
export const colorStyle: Style = {
  bold: paint(1, 22),
  dim: paint(2, 22),
  red: paint(31, 39),
  green: paint(32, 39),
  yellow: paint(33, 39),
  cyan: paint(36, 39),
};
