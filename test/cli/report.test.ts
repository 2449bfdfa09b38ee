/** `overbuild report` on folders as `batch` and `sweep` leave them, for every kind of run. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

let cwd = '';
beforeAll(() => {
  cwd = temporaryFolder();
});

const read = (...path: string[]): string => readFileSync(join(cwd, ...path), 'utf8');
const headings = (page: string): string[] => [...page.matchAll(/<h2 id="([a-z-]+)">/g)].map((match) => match[1]);

it('comes with a batch when asked, with the orders of repeated runs', async () => {
  const { code, stdout, stderr } = await cli(
    ['batch', 'baseline', '--set', 'horizonMonths=40', '--runs', '4', '--report', '--out', 'b'],
    { cwd },
  );
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/\nReport: b\/report\.html\n$/);
  const page = read('b', 'report.html');
  expect(headings(page)).toEqual(expect.arrayContaining(['regimes', 'build-out', 'orders', 'supply', 'assumptions']));
  expect(page).toContain('Orders by tier, buyers first, in 4 runs');
  expect(page).toMatch(/aria-label="Orders by tier[^"]*HBM \(MW\/month\): median [1-9]/);
  // What it says to type is what repeats the run.
  const [, command] = /<code>overbuild (run [^<]*)<\/code>/.exec(page) ?? [];
  expect(command).toMatch(/^run baseline --set horizonMonths=40 --seed 1 --replication \d$/);
});

it('of a batch whose runs come out otherwise draws nothing from repeated runs, and says so', async () => {
  const runs = read('b', 'runs.csv');
  const months = runs.split('\n')[0].split(',').indexOf('months');
  const changed = runs.split('\n').map((line, row) => {
    const fields = line.split(',');
    return row === 0 || line === '' ? line : fields.map((field, at) => (at === months ? '7' : field)).join(',');
  });
  writeFileSync(join(cwd, 'b', 'runs.csv'), changed.join('\n'));
  expect((await cli(['report', 'b', '--out', 'changed.html'], { cwd })).code).toBe(0);
  expect(read('changed.html')).toContain('Run 0 gave another result when repeated');
});

/** Titles of the pictures of a page: each says something of its own. */
function expectOwnTitles(page: string): void {
  const titles = [...page.matchAll(/<figcaption[^>]*><h3>(.*?)<\/h3>/g)].map((match) => match[1]);
  expect(titles.length).toBeGreaterThan(1);
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
}

it('of a sweep shows what its inputs move, and repeats a run with its settings', async () => {
  const vary = ['--vary', 'stop.pauseFloor=0.4:0.9:0.1', '--vary', 'capex.prizeNarrativeSlope=0.8,1.2'];
  await cli(['sweep', 'baseline', ...vary, '--set', 'horizonMonths=40', '--runs', '2', '--out', 's'], { cwd });
  const { code, stdout } = await cli(['report', 's'], { cwd });
  expect([code, stdout]).toEqual([0, 's/report.html\n']);
  const page = read('s', 'report.html');
  expect(page).toMatch(/of \d+ runs of 12 configurations/);
  // Which walls a sweep meets is up to the configurations that were chosen: none of them leads.
  expect(page).not.toMatch(/Most often|most frequent|Each time it was/);
  expect(page).toContain('Effect of each input of the sweep');
  expect(page).toMatch(/<th scope="row">effect of the narrative on the prize<\/th>/);
  expect(page).toMatch(/--set stop\.pauseFloor=0\.\d+ --set capex\.prizeNarrativeSlope=(?:0\.8|1\.2) --seed 1/);
  expect(page).toContain('the sweep varies stop.pauseFloor, capex.prizeNarrativeSlope');
  expectOwnTitles(page);
});

it.each(['beer-game', 'market-calm'])('of %s shows what there is', async (scenario) => {
  await cli(['batch', scenario, '--runs', '3', '--out', scenario], { cwd });
  expect((await cli(['report', scenario], { cwd })).code).toBe(0);
  const shown = headings(read(scenario, 'report.html'));
  expect(shown).toContain('build-out');
  expect(shown).not.toContain('walls');
  expect(shown).toContain(scenario === 'beer-game' ? 'supply' : 'shares');
});

it('and charts name what they wrote as JSON when asked', async () => {
  const argv = ['batch', 'baseline', '--set', 'horizonMonths=12', '--runs', '3', '--out', 'j', '--json'];
  expect((await cli(argv, { cwd })).code).toBe(0);
  const report = await cli(['report', 'j', '--replay', '0', '--json'], { cwd });
  expect(JSON.parse(report.stdout)).toEqual({ files: ['j/report.html'] });
  const { files } = JSON.parse((await cli(['chart', 'j', '--json'], { cwd })).stdout) as { files: string[] };
  expect(files.length).toBeGreaterThan(2);
  for (const file of files) expect(read(file)).toContain('<svg');
});

it('of a network shows what its inputs and a comparison move', async () => {
  const vary = ['--vary', 'supply.gaming.maxInflation=1:2:0.2'];
  await cli(['sweep', 'shortage-gaming', ...vary, '--runs', '2', '--out', 'ns'], { cwd });
  expect((await cli(['report', 'ns'], { cwd })).code).toBe(0);
  const swept = read('ns', 'report.html');
  expect(swept).toContain('Effect of each input of the sweep');
  expect(swept).toMatch(/<caption>Bullwhip, part/);
  expect(swept).not.toContain('nothing is changed from run to run');
  writeFileSync(join(cwd, 'calm.yaml'), 'supply: { gaming: { maxInflation: 1 } }\n');
  await cli(['compare', 'shortage-gaming', 'shortage-gaming+calm.yaml', '--runs', '6', '--out', 'nc'], { cwd });
  await cli(['batch', 'shortage-gaming', '--runs', '2', '--out', 'nb'], { cwd });
  const { code, stderr } = await cli(['report', 'nb', '--compare', 'nc'], { cwd });
  expect([code, stderr]).toEqual([0, '']);
  expect(read('nb', 'report.html')).toContain('What changes with');
  expect((await cli(['report', 'nc'], { cwd })).code).toBe(0);
  const alone = read('nc', 'report.html');
  for (const words of [
    'report: comparison with shortage-gaming',
    'What changes with',
    'are of the base alone, shortage-gaming',
    ' (base)',
  ])
    expect(alone).toContain(words);
  for (const folder of ['ns', 'nb', 'nc']) expectOwnTitles(read(folder, 'report.html'));
});
