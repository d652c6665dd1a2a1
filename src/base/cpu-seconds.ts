import { cpuUsage } from 'node:process';

/** Seconds of CPU that this process has used, on all its threads. */
export function cpuSeconds(): number {
  const { user, system } = cpuUsage();
  return (user + system) / 1e6;
}
