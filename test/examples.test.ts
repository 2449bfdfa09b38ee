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

it.each(examples)('%s runs', (file) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', `examples/${file}`], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout.trim().split('\n').length).toBeGreaterThan(1);
});
