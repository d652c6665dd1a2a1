import { keepSecrets, scrub } from '../../base/text/secrets.ts';
import type { Stream, Terminal } from './terminal.ts';

/** The same terminal, with the secrets of its environment kept out of what is written to it. */
export function scrubTerminal(terminal: Terminal): Terminal {
  keepSecrets(terminal.env);
  return {
    ...terminal,
    stdout: scrubStream(terminal.stdout),
    stderr: scrubStream(terminal.stderr),
  };
}

function scrubStream(stream: Stream): Stream {
  return {
    isTerminal: stream.isTerminal,
    get width() {
      return stream.width;
    },
    write: text => stream.write(scrub(text)),
    live: lines => stream.live(lines.map(scrub)),
    writeData: text => stream.writeData(scrub(text)),
  };
}
