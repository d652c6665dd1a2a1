import { cpuUsage } from 'node:process';

/** Milliseconds that a reading serves: asking the system takes as long as a small rendering. */
const pause = 50;
let recent = { at: Number.NEGATIVE_INFINITY, seconds: 0 };

/** Seconds of CPU that this process has used, on all its threads. */
export function cpuSeconds(): number {
  const { user, system } = cpuUsage();
  recent = { at: performance.now(), seconds: (user + system) / 1e6 };
  return recent.seconds;
}

/** The same as of at most 50 milliseconds ago. */
export function recentCpuSeconds(): number {
  return performance.now() - recent.at < pause ? recent.seconds : cpuSeconds();
}
