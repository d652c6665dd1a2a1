import { CrmError } from '../../base/errors/crm-error.ts';
import { fileError } from '../../base/errors/file-error.ts';
import type { ProcessTerminal } from './terminal.ts';

/**
 * Waits until all that was written on stdout has been handed on, and gives the exit code: that of the
 * command, or 1 where it is 0 and some could not be written, which is said on stderr. A reader that has
 * seen enough, such as head, is not an error.
 */
export async function endOutput(terminal: ProcessTerminal, exitCode: number): Promise<number> {
  const fault = await terminal.stdoutFault();
  if (fault === undefined || fault.code === 'EPIPE') return exitCode;
  const told = fileError(fault, 'to standard output', 'writing');
  const [code, reason] =
    told instanceof CrmError ? [told.code, told.message] : ['system-error', fault.message];
  terminal.stderr.write(`error[${code}]: ${reason}\n`);
  return exitCode === 0 ? 1 : exitCode;
}
