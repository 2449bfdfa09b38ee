/** Responses of a sweep: means and intervals against a calculation by hand, the pictures, and the page that draws them anew. */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ResponseStudy, responseStudy } from '../../src/charts/response-study.ts';
import { curveDrawing, mapDrawing } from '../../src/charts/response-plot.ts';
import { parseTable } from '../../src/charts/table.ts';
import { drawResults } from '../../src/node/pictures/draw-results.ts';
import { reportIn, TINY } from './make-report.ts';

const CHROMIUM = process.env.CHROME_PATH ?? '/usr/bin/chromium';
const HOSTILE = `</script><script>document.title='taken'</script>`;

/** Two numbers by two words; cost is 10 a + b + run, and a run of the last configuration has none. */
const DESIGN = `configuration,a,b
0,1,one
1,1,two
2,3,one
3,3,two
`;
const RUNS = `configuration,a,b,run,scenario,scenario_hash,seed,status,reason,cost_usd,calm
0,1,one,0,tiny,0,demo,ok,,11,7
1,1,two,0,tiny,0,demo,ok,,12,7
2,3,one,0,tiny,0,demo,ok,,31,7
3,3,two,0,tiny,0,demo,ok,,32,7
0,1,one,1,tiny,0,demo,ok,,12,7
1,1,two,1,tiny,0,demo,ok,,13,7
2,3,one,1,tiny,0,demo,ok,,32,7
3,3,two,1,tiny,0,demo,ok,,,7
`;

function studyOf(runs: string, design: string, kind = 'factorial'): ResponseStudy {
  const tables = { runs: parseTable(runs), design: parseTable(design), kind, logPaths: [], metricUnits: new Map() };
  const study = responseStudy(tables);
  if (study === undefined) throw new Error('no study');
  return study;
}

const place = mkdtempSync(join(tmpdir(), 'overbuild-response-'));
const folder = join(place, 'sweep');

function writeSweep(name: string, [runs, design]: readonly [string, string]): void {
  mkdirSync(join(place, name));
  writeFileSync(join(place, name, 'runs.csv'), runs);
  writeFileSync(join(place, name, 'design.csv'), design);
  writeFileSync(
    join(place, name, 'summary.csv'),
    'configuration,metric,level,unit,n,mean,sd,ci95_low,ci95_high,min,p5,p25,p50,p75,p95,max\n',
  );
  const manifest = {
    ...TINY,
    format: 'overbuild-sweep/1',
    identity: { ...TINY.identity, runs: 2, configurations: 4 },
    design: { kind: 'factorial', axes: [] },
    command: ['sweep', 'tiny.yaml', '--vary', 'a=1,3', '--runs', '2'],
    statuses: { ok: 8, failed: 0, 'timed-out': 0, 'non-finite': 0 },
  };
  writeFileSync(join(place, name, 'manifest.json'), JSON.stringify(manifest));
}

beforeAll(() => {
  writeSweep('sweep', [RUNS, DESIGN]);
  writeSweep('hostile', [RUNS.replaceAll('one', HOSTILE), DESIGN.replaceAll('one', HOSTILE)]);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('the study', () => {
  it('has means over runs with their intervals, the strongest input first, and only metrics that move', () => {
    const { inputs, metrics, curves, units } = studyOf(RUNS, DESIGN);
    expect(units).toBe('runs');
    expect(metrics.map(({ name }) => name)).toEqual(['cost_usd']);
    expect(inputs.map(({ name, curve }) => [name, curve.labels])).toEqual([
      ['a', ['1', '3']],
      ['b', ['one', 'two']],
    ]);
    // Of a = 1: run means 11.5 and 12.5, so half of the interval is 12.706 * sqrt(0.5 / 2).
    expect(curves[0][0].slice(0, 3)).toEqual([12, 5.647, 18.35]);
    // Of a = 3: 31.5, and 32 where only one configuration has a value.
    expect(curves[0][0][3]).toBe(31.75);
    expect(inputs[1].curve.at).toBeUndefined();
  });

  it('has the mean of every cell and the run nearest to it', () => {
    const [[map]] = studyOf(RUNS, DESIGN).maps;
    expect(map.slice(0, 6)).toEqual([11.5, 0, 0, 31.5, 2, 0]);
    expect(map.slice(9)).toEqual([32, 3, 0]);
  });

  it('puts sampled numbers into parts of their range, and takes configurations for what is independent', () => {
    const points = Array.from({ length: 80 }, (_, i) => i / 80);
    const design = `configuration,x\n${points.map((x, i) => `${i},${x}`).join('\n')}\n`;
    const runs = `configuration,x,run,status,y\n${points.map((x, i) => `${i},${x},0,ok,${2 * x}`).join('\n')}\n`;
    const { inputs, curves, units } = studyOf(runs, design, 'latin-hypercube');
    expect(units).toBe('configurations');
    expect(inputs[0].curve.labels).toHaveLength(8);
    const means = curves[0][0].filter((_, i) => i % 3 === 0);
    for (const [bin, value] of means.entries()) expect(value).toBeCloseTo(2 * (inputs[0].curve.at?.[bin] ?? 0), 3);
    expect(means).toEqual([...means].sort((a, b) => Number(a) - Number(b)));
  });

  it('takes a trajectory of a Morris design for one, so that its intervals are not too narrow', () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i, i % 4 < 2 ? 0 : 1, Math.floor(i / 2)]);
    const design = `configuration,x\n${rows.map(([i, x]) => `${i},${x}`).join('\n')}\n`;
    const runs = `configuration,x,run,status,y\n${rows.map(([i, x, y]) => `${i},${x},0,ok,${y}`).join('\n')}\n`;
    const half = (kind: string): number => {
      const [mean, low] = studyOf(runs, design, kind).curves[0][0];
      return Number(mean) - Number(low);
    };
    // Both configurations of a trajectory have the same outcome: ten trajectories a level, not twenty.
    expect(half('morris')).toBeGreaterThan(1.3 * half('sobol'));
  });
});

it('draws points where they belong, and darker cells where there is more', () => {
  const points = [1, 10, 100].map((x) => ({ x, value: Math.log10(x), low: Number.NaN, high: Number.NaN }));
  const { body } = curveDrawing(points, { x: 'x', y: 'y', isLog: true, format: String }, 500);
  const [a, b, c] = [...body.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);
  expect(b[0] - a[0]).toBeCloseTo(c[0] - b[0], 0);
  expect(b[1] - a[1]).toBeCloseTo(c[1] - b[1], 0);
  const cells = [0, 1, 2].map((column) => ({ column, row: 0, value: column === 1 ? Number.NaN : column, hint: '<' }));
  const map = mapDrawing({ x: 'x', y: 'y', columns: ['p', 'q', 'r'], rows: ['s'], cells, format: String }, 400);
  expect([...map.body.matchAll(/fill-opacity="([\d.]+)"/g)].map(([, opacity]) => Number(opacity))).toEqual([
    0.08, 0, 0.55,
  ]);
  expect(map.body).toContain('<title>&lt;</title>');
});

it('chart writes the responses of a sweep, over the inputs that are named', async () => {
  const options = { out: join(place, 'charts'), png: true };
  const [svg, png] = await drawResults(folder, options);
  expect(svg).toMatch(/response-cost-usd\.svg$/);
  expect(readFileSync(svg, 'utf8')).toContain('Cost of holding, backlog and transport (USD) by a and b');
  expect(readFileSync(png).subarray(1, 4).toString()).toBe('PNG');
  const [curve] = await drawResults(folder, { ...options, isForced: true, over: ['b'] });
  expect(readFileSync(curve, 'utf8')).toContain('by b');
  const refused = (more: object) => drawResults(folder, { ...options, isForced: true, ...more });
  await expect(refused({ over: ['c'] })).rejects.toThrow('--over: expected one or two of a, b, got c');
  await expect(refused({ metrics: ['cost'] })).rejects.toThrow(/no column cost \(did you mean cost_usd\?\)/);
  await expect(refused({ metrics: ['calm'] })).rejects.toThrow('--metric calm: no input of this sweep changes it');
});

it('chart draws what a sweep changes where that is none of the usual metrics, and says when it changes nothing', async () => {
  writeSweep('unusual', [RUNS.replace('cost_usd', 'fee_usd'), DESIGN]);
  const [svg] = await drawResults(join(place, 'unusual'), { out: join(place, 'unusual'), png: false });
  expect(svg).toMatch(/response-fee-usd\.svg$/);
  writeSweep('same', [RUNS.replaceAll(/,ok,,\d*,/g, ',ok,,1,'), DESIGN]);
  const drawn = drawResults(join(place, 'same'), { out: join(place, 'same'), png: false });
  await expect(drawn).rejects.toThrow('no input of this sweep changes any metric, so there is nothing to draw');
});

it('the report has a picture without a script, and a run to look at in every cell', async () => {
  await reportIn(place, 'sweep');
  const page = readFileSync(join(folder, 'report.html'), 'utf8');
  expect(page).toContain('How a metric responds to the inputs');
  expect(page).toContain('Highest 32 at a 3, b two; lowest 11.5 at a 1, b one.');
  expect(page).toContain('overbuild run tiny.yaml --set a=3 --set b=one --seed demo --replication 0');
  await expect(reportIn(place, 'sweep', { metric: ['nothing'] })).rejects.toThrow(/no column nothing/);
});

const isMissing = !existsSync(CHROMIUM);
describe.skipIf(isMissing && process.env.OVERBUILD_REQUIRE_ALL !== '1')('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--headless', '--no-sandbox'] });
  });
  afterAll(async () => browser?.close());

  it.each(['sweep', 'hostile'])('the fields draw anew, and a cell shows its command: %s', async (name) => {
    await reportIn(place, name);
    const tab = await browser.newPage({ viewport: { width: 1000, height: 800 } });
    const complaints: string[] = [];
    tab.on('console', (message) => void complaints.push(message.text()));
    tab.on('pageerror', (error) => void complaints.push(error.message));
    await tab.goto(pathToFileURL(join(place, name, 'report.html')).href);
    const title = tab.locator('#picture-response h3');
    const before = await tab.locator('#picture-response .wide svg').innerHTML();
    expect(await title.textContent()).toMatch(/by a and b$/);
    await tab.locator('#picture-response .wide [data-cell]').first().click();
    expect(await tab.locator('code.replay').textContent()).toMatch(/^overbuild run .*a=1 .*--replication 0$/);
    const second = tab.locator('#response-choice select').nth(2);
    await second.selectOption('');
    expect(await title.textContent()).toMatch(/by a$/);
    expect(await tab.locator('#picture-response .wide circle').count()).toBe(2);
    await second.selectOption({ label: 'b' });
    // The page draws what the report drew.
    expect(await tab.locator('#picture-response .wide svg').innerHTML()).toBe(before);
    expect(complaints).toEqual([]);
    expect(await tab.title()).not.toBe('taken');
  });
});
