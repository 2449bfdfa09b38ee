/** `overbuild backtest`: in words, as JSON, as a section of a page, as a picture, and what it says of mistakes. */

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { MODEL_VERSION } from '../../src/engine/version.ts';
import { readClaims } from '../../src/experiment/dated-claims.ts';
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
  expect(page).toContain('](pictures/backtest-2024-07.png)');
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

it('writes claims once, and scores them when rows are added to the data, late ones too', async () => {
  const file = 'claims/own.csv';
  const write = ['backtest', 'baseline', '--write-claims', file, '--runs', '6'];
  expect((await cli(write, { cwd: place })).code).toBe(0);
  expect(readFileSync(join(place, 'claims/own.md'), 'utf8')).toMatch(/\| all, USD bn \| 2026Q3 \| .*would contradict/s);
  expect((await cli(write, { cwd: place })).stderr).toMatch(/claims are there and are never rewritten/);
  const none = await cli(['backtest', '--claims', file], { cwd: place });
  expect(none.stdout).toMatch(/Of 47 claims none has a figure on record yet/);
  const european = ['backtest', 'baseline', '--write-claims', 'claims/eu.csv', '--runs', '6', '--csv-locale', 'eu'];
  expect((await cli(european, { cwd: place })).code).toBe(0);
  const [own, eu] = ['own', 'eu'].map((name) => readFileSync(join(place, `claims/${name}.csv`), 'utf8'));
  expect(eu).toMatch(/^series;at;unit;p5;/);
  expect(eu).toMatch(/;\d+,\d+;/);
  expect(readClaims(eu, 'eu.csv')).toEqual(readClaims(own, 'own.csv'));

  cpSync('data', join(place, 'later'), { recursive: true });
  const capex = readFileSync('data/hyperscaler_capex_quarterly.csv', 'utf8');
  const added = ['AMZN', 'MSFT', 'GOOGL', 'META', 'ORCL'].map(
    (id) => `${id},2025Q4,${id === 'ORCL' ? 99 : 25},,high,mine`,
  );
  writeFileSync(join(place, 'later/hyperscaler_capex_quarterly.csv'), `${capex}${added.join('\n')}\n`);
  const bonds = readFileSync('data/financing.csv', 'utf8');
  const row = '"US bond issuance, 5 hyperscalers",2025Q4,30,USD bn,,high,mine,yes';
  writeFileSync(join(place, 'later/financing.csv'), `${bonds}${row}\n`);
  const { stdout } = await cli(['backtest', '--claims', file, '--data', 'later'], { cwd: place });
  expect(stdout).toMatch(/^7 of 47 claims have a figure on record/m);
  expect(stdout).toMatch(/^all, USD bn +2025Q4 +199 /m);
  expect(stdout).toMatch(/^Contradicted: ORCL, USD bn 2025Q4, 99 on record/m);
  expect(stdout).toMatch(/^bonds sold, USD bn +2025Q4 +30 /m);

  // One builder alone is not all of them.
  writeFileSync(join(place, 'later/hyperscaler_capex_quarterly.csv'), `${capex}${added[0]}\n`);
  const one = await cli(['backtest', '--claims', file, '--data', 'later'], { cwd: place });
  expect(one.stdout).toMatch(/^AMZN, USD bn +2025Q4 +25 /m);
  expect(one.stdout).not.toMatch(/^all, /m);
});

it('has the claims of October 2025 as they were written', () => {
  const text = readFileSync('docs/claims/2025-10.csv', 'utf8');
  const claims = readClaims(text, '2025-10.csv');
  expect(claims).toHaveLength(47);
  const page = readFileSync('docs/claims/2025-10.md', 'utf8');
  expect(page).toContain(`scenario ${claims[0].scenarioHash}`);
});

it('has scored the present scenarios with the present model in docs', () => {
  const page = readFileSync('docs/validation.md', 'utf8');
  for (const name of ['backtest-2023-01', 'backtest-2023-10', 'backtest-2024-07']) {
    const identity = `model ${MODEL_VERSION}, scenario ${scenarioHash(loadScenario(name).scenario)}`;
    expect(page, 'out of date: run the command that the section on backtests names').toContain(identity);
  }
});

it.each([
  [['beer-game'], /is not a scenario of the economy/],
  [['baseline', '--set', 'startMonth=2025-11'], /a backtest starts with a quarter/],
  [['backtest-2024-07', '--data', 'nowhere'], /nowhere\/hyperscaler_capex_quarterly\.csv: no such file/],
  [['backtest-2024-07', '--from', '3000-01'], /no value from 3000-01 on, so there is nothing to score/],
  [['backtest-2024-07', '--runs', '1'], /--runs: expected a whole number >= 2, got 1/],
])('refuses %j', async (argv, message) => {
  const { code, stderr } = await cli(['backtest', ...argv], { cwd: place });
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});
