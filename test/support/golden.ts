/** Files with what a run gave when it was last looked at: compared, rewritten on request, and shown when they differ. */

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

const FOLDER = 'test/golden';

/**
 * Compare a text with the file of its name. `UPDATE_GOLDEN=1` rewrites the file; a mismatch leaves the new text beside
 * it, `name-changed.ext`, for a diff.
 */
export function expectGolden(file: string, text: string): void {
  const golden = `${FOLDER}/${file}`;
  const changed = golden.replace(/(\.\w+)$/, '-changed$1');
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, text);
  const expected = existsSync(golden) ? readFileSync(golden, 'utf8') : '';
  if (text === expected) {
    rmSync(changed, { force: true });
    return;
  }
  writeFileSync(changed, text);
  const [before, after] = [expected.split('\n'), text.split('\n')];
  const line = after.findIndex((content, i) => content !== before[i]);
  expect(after[line], `${golden}, line ${line + 1}; compare with ${changed}, or rewrite it by UPDATE_GOLDEN=1`).toBe(
    before[line] ?? '',
  );
  expect(after.length, golden).toBe(before.length);
}
