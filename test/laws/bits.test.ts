/** Same bits on another version of Node: the address of its binary stands in OVERBUILD_OTHER_NODE. */

import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

const other = process.env.OVERBUILD_OTHER_NODE;
const bits = (node: string): string => execFileSync(node, ['test/support/print-bits.js'], { encoding: 'utf8' });

// The runner lists a skipped test, and `.ci/run` counts it as a failure.
it.skipIf(other === undefined)('another Node gives every number to the last bit', () => {
  const version = execFileSync(other as string, ['--version'], { encoding: 'utf8' }).trim();
  expect(version).not.toBe(process.version);
  expect(bits(other as string)).toBe(bits(process.execPath));
});
