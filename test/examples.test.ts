/** Every example is described; programs say something, and strategies keep what one thread can see of the contract. */

import { readdirSync, readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { loadStrategy } from '../src/node/strategies/load-strategies.ts';
import { findSource } from '../src/node/strategies/strategy-source.ts';
import { checkStrategy } from '../src/strategies/contract.ts';

const examples = readdirSync('examples').filter((file) => file.endsWith('.ts'));
/** A strategy is held to the contract; anything else is a program. */
const isStrategy = (file: string): boolean => /^export default/m.test(readFileSync(`examples/${file}`, 'utf8'));

it('are described', () => {
  const readme = readFileSync('examples/README.md', 'utf8');
  expect(examples.length).toBeGreaterThan(1);
  expect(examples.filter((file) => !readme.includes(`\`${file}\``))).toEqual([]);
});

it.each(examples.filter(isStrategy))('%s keeps the contract', (file) => {
  const findings = checkStrategy(loadStrategy(findSource(`./${file}`, 'examples')));
  expect(findings.filter(({ failure }) => failure !== undefined)).toEqual([]);
});

it.each(examples.filter((file) => !isStrategy(file)))('%s runs', async (file) => {
  const lines: unknown[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => lines.push(line));
  await import(`../examples/${file}`);
  vi.restoreAllMocks();
  expect(lines.length).toBeGreaterThan(1);
});
