import type { TemplateLog } from '../../nodes/context/node-context.ts';
import { formatLogLine } from '../../output/views/json-log.ts';
import type { Invocation } from '../arguments/invocation.ts';

/**
 * Prints what templates say with log() and exceptions.warn(), each message once, however often its
 * template is rendered. Messages of level debug are for --log-format json alone.
 */
export function templateLog(invocation: Invocation): TemplateLog {
  const said = new Set<string>();
  const { terminal, options, log, diagnostics } = invocation;
  return (message, level) => {
    const key = `${level} ${message}`;
    if (said.has(key)) return;
    said.add(key);
    if (options.quiet === true && level !== 'warn') return;
    if (options.logFormat === 'json') {
      terminal.stderr.write(`${formatLogLine('JinjaLogInfo', level, message, {}, log)}\n`);
    } else if (level === 'warn') {
      terminal.stderr.write(`${diagnostics.style.yellow('warning')}: ${message}\n`);
    } else if (level === 'info') {
      terminal.stderr.write(`${message}\n`);
    }
  };
}
