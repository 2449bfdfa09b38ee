/** Every example runs, says something, and is described. */

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const examples = readdirSync('examples').filter((file) => file.endsWith('.ts'));

it('are described', () => {
  const readme = readFileSync('examples/README.md', 'utf8');
  expect(examples.length).toBeGreaterThan(0);
  expect(examples.filter((file) => !readme.includes(`\`${file}\``))).toEqual([]);
});

/** A strategy is held to the contract; anything else is a program. */
const isStrategy = (file: string): boolean => /^export default/m.test(readFileSync(`examples/${file}`, 'utf8'));

it.each(examples)('%s runs', (file) => {
  const path = `examples/${file}`;
  const args = isStrategy(file) ? ['src/cli/main.ts', 'strategy', 'check', path] : [path];
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', ...args], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout.trim().split('\n').length).toBeGreaterThan(1);
});
