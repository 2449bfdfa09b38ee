/** Every example is described; programs say something, and strategies keep what one thread can see of the contract. */

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { loadStrategy } from '../src/node/strategies/load-strategies.ts';
import { findSource } from '../src/node/strategies/strategy-source.ts';
import { checkStrategy } from '../src/strategies/contract.ts';
import { temporaryFolder } from './support/batches.ts';
import { cli } from './support/cli.ts';

const examples = readdirSync('examples').filter((file) => file.endsWith('.ts'));
/** The Python that has pandas: the first found, or that of the system. */
const python = ['python3', '/usr/bin/python3'].find((path) => spawnSync(path, ['-c', 'import pandas']).status === 0);
/** A strategy is held to the contract; anything else is a program. */
const isStrategy = (file: string): boolean => /^export default/m.test(readFileSync(`examples/${file}`, 'utf8'));

it('are described', () => {
  const readme = readFileSync('examples/README.md', 'utf8');
  expect(examples.length).toBeGreaterThan(1);
  expect([...examples, 'read_results.py'].filter((file) => !readme.includes(`\`${file}\``))).toEqual([]);
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

it.skipIf(python === undefined && process.env.OVERBUILD_REQUIRE_ALL === undefined)(
  'read_results.py reads a folder, whatever its CSV locale',
  async () => {
    const cwd = temporaryFolder();
    const words = ['batch', 'baseline', '--runs', '8', '--set', 'horizonMonths=24'];
    for (const locale of ['en', 'eu'])
      expect((await cli([...words, '--csv-locale', locale, '--out', locale], { cwd })).code).toBe(0);
    const script = join(process.cwd(), 'examples/read_results.py');
    const twice = `import runpy, sys
for folder in ['en', 'eu']:
    sys.argv = ['read_results.py', folder]
    runpy.run_path('${script}', run_name='__main__')
    print('END')`;
    const { status, stdout, stderr } = spawnSync(python ?? 'python3', ['-c', twice], { cwd, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    const lines = readFileSync(join(cwd, 'en', 'summary.csv'), 'utf8').split('\n');
    const [, , unit, n] = lines.find((line) => line.startsWith('months_to_wall'))?.split(',') ?? [];
    const [point, comma] = stdout.split('END\n').map((text) => text.replaceAll(/\ben\b|\beu\b/g, ''));
    expect(comma).toBe(point);
    expect(point).toContain('peak_capex_usd_bn_per_year in USD bn/year');
    expect(point).toMatch(new RegExp(`^months_to_wall +${unit} +${n} `, 'm'));
    expect(point).toMatch(/^2025-10-01 +8 /m);
  },
);
