import { colorStyle, plainStyle, type Style } from '../../output/text/style.ts';
import type { Stream, Terminal } from './terminal.ts';

/** The style of a stream: colours on a terminal, unless NO_COLOR, FORCE_COLOR or --no-color say else. */
export function streamStyle(
  stream: Stream,
  { env }: Pick<Terminal, 'env'>,
  noColor: boolean,
): Style {
  return useColors(stream, env, noColor) ? colorStyle : plainStyle;
}

function useColors(stream: Stream, env: Terminal['env'], noColor: boolean): boolean {
  if (noColor) return false;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return stream.isTerminal && env.TERM !== 'dumb';
}
