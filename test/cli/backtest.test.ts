/** `overbuild backtest`: in words, as JSON, as a section of a page, as a picture, and what it says of mistakes. */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { MODEL_VERSION } from '../../src/engine/version.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { scenarioHash } from '../../src/scenario/hash.ts';
import { cli } from '../support/cli.ts';

const place = mkdtempSync(join(tmpdir(), 'overbuild-backtest-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

it('scores a start in the past, draws it, and replaces its section of a page and nothing else', async () => {
  writeFileSync(
    join(place, 'page.md'),
    '# Before\n\n<!-- backtest:begin -->\nobsolete\n<!-- backtest:end -->\n\nAfter\n',
  );
  const options = ['backtest-2024-07', '--runs', '4', '--page', 'page.md', '--charts', 'pictures'];
  const { code, stdout } = await cli(['backtest', ...options], { cwd: place });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^backtest-2024-07: 4 runs, seed 1/);
  expect(stdout).toMatch(/^builders, each, USD bn +25 /m);
  expect(stdout).toMatch(/^all: the model (?:loses to|scores better than) /m);
  const page = readFileSync(join(place, 'page.md'), 'utf8');
  expect(page).toMatch(/^# Before\n.*## Backtests.*### From 2024-07.*After\n$/s);
  expect(page).not.toContain('obsolete');
  expect(existsSync(join(place, 'pictures', 'backtest-2024-07.png'))).toBe(true);
});

it("scores the user's figures, the same again, and tells mistakes", async () => {
  mkdirSync(join(place, 'mine'));
  const write = (text: string): void => writeFileSync(join(place, 'mine', 'hyperscaler_capex_quarterly.csv'), text);
  write('company,quarter,capex_usd_bn\nAMZN,2025Q4,36\n');
  const run = async () => cli(['backtest', 'baseline', '--data', 'mine', '--runs', '3', '--json'], { cwd: place });
  const { stdout } = await run();
  expect(JSON.parse(stdout)).toMatchObject([
    { scenario: 'baseline', rows: [{ name: 'AMZN' }, { model: { count: 1 } }] },
  ]);
  expect((await run()).stdout).toBe(stdout);
  write('company,quarter,capex_usd_bn\nAMZN,2025Q4,many\n');
  const wrong = await run();
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toMatch(/AMZN 2025Q4: expected a number > 0, got many/);
});

it('has scored the present scenarios with the present model in docs', () => {
  const page = readFileSync('docs/validation.md', 'utf8');
  for (const name of ['backtest-2023-10', 'backtest-2024-07']) {
    const identity = `model ${MODEL_VERSION}, scenario ${scenarioHash(loadScenario(name).scenario)}`;
    expect(page, 'out of date: run the command that the section on backtests names').toContain(identity);
  }
});

it.each([
  [['beer-game'], /is not a scenario of the economy/],
  [['baseline', '--set', 'startMonth=2025-11'], /a backtest starts with a quarter/],
  [['backtest-2024-07', '--data', 'nowhere'], /nowhere\/hyperscaler_capex_quarterly\.csv: no such file/],
  [['backtest-2024-07', '--runs', '1'], /--runs: expected a whole number >= 2, got 1/],
])('refuses %j', async (argv, message) => {
  const { code, stderr } = await cli(['backtest', ...argv], { cwd: place });
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});
