/** Reads a file in pieces. */

import { open } from 'node:fs/promises';
import { withFileErrors } from './file-errors.ts';

const PIECE_BYTES = 1 << 20;

/**
 * The bytes of a file in pieces; each is valid until the next one, since all share one buffer.
 *
 * @throws UsageError, MachineError  When the file cannot be read, such as a folder in its place.
 */
export async function* readPieces(path: string): AsyncGenerator<Buffer> {
  const doing = `cannot read ${path}`;
  const file = await withFileErrors(doing, () => open(path));
  try {
    const room = Buffer.allocUnsafeSlow(PIECE_BYTES);
    for (;;) {
      const { bytesRead } = await withFileErrors(doing, () => file.read(room, 0, PIECE_BYTES, null));
      if (bytesRead === 0) return;
      yield room.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
