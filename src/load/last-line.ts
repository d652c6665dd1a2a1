import { open } from 'node:fs/promises';

const lf = 0x0a;
const cr = 0x0d;

/** Whether the last line of a CSV file has a line end, as everything that writes whole lines gives it. */
export async function endsWithLineEnd(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    if (size === 0) return true;
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] === lf || buffer[0] === cr;
  } finally {
    await handle.close();
  }
}
