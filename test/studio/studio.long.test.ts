/** The studio at length: the same bits as Node, the command that it prints, steady memory, and what axe finds. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { createRunRecorder } from '../../src/studio/engine/record-run.ts';
import { HAS_CHROMIUM, openStudio, type Studio, waitForRuns } from './studio-page.ts';

/** Cases with everything that an address can hold, for the comparison with Node. */
const STUDY = [
  'scenario=power-tight',
  'base=demand.revenueUsdBnPerYear=80',
  'overlay=internal-cash',
  'lever=capex.growthHaircut=0.6',
  'strategy=META=tit-for-tat',
  'event={"kind":"export-control","month":18,"months":24}',
  'seed=here and there',
].join('&');
const SEEDS = 20;
/** Runs that the page makes before it rests. */
const REFINED = 40;

/** Violations that axe finds, each with the elements that it means. */
const RUN_AXE = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')))`;

async function download(page: Page, button: string): Promise<string> {
  await page.getByText('Share and export').click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  const text = readFileSync(await file.path(), 'utf8');
  await page.getByText('Share and export').click();
  return text;
}

const rowsOf = (csv: string): string[][] => parse(csv);

describe.skipIf(!HAS_CHROMIUM)('the studio', () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await openStudio(REFINED);
  });
  afterAll(() => studio.close());

  it(`has the bits of Node for ${SEEDS} seeds`, async () => {
    const economy = loadScenario('baseline').scenario;
    if (economy.kind !== 'economy') throw new Error('the baseline is not a scenario of the economy');
    const page = await studio.open();
    for (let seed = 0; seed < SEEDS; seed++) {
      await page.evaluate(`location.hash = 'seed=${seed}'`);
      await page.locator(`main[data-seed="${seed}"][data-stale="false"]`).waitFor();
      const rows = rowsOf(await download(page, 'Runs as CSV'));
      expect(rows[1][rows[0].indexOf('seed')]).toBe(String(seed));
      const recorder = createRunRecorder(economy, String(seed));
      const at = rows[0].indexOf('wall');
      for (const row of rows.slice(1, 6)) {
        const { metrics } = recorder.record(Number(row[0]));
        expect(row.slice(at)).toEqual(metrics.map((value) => (Number.isNaN(value) ? '' : String(value))));
      }
    }
    await page.close();
  });

  it('prints a command that gives the same rows bit for bit, and a file that does', async () => {
    const page = await studio.open(STUDY);
    await waitForRuns(page, 8);
    await page.locator('main[data-busy="false"]').waitFor({ timeout: 600_000 });
    const seen = rowsOf(await download(page, 'Runs as CSV'));
    expect(seen.length).toBe(REFINED + 1);
    await page.getByText('Share and export').click();
    const command = await page.getByLabel('Command line that reproduces the runs').inputValue();
    await page.getByText('Share and export').click();
    const file = await download(page, 'Scenario as YAML');
    expect(file).toContain('export-control');
    const out = join(studio.folder, 'rows');
    const shorter = command
      .replace(/^npx overbuild/, `${process.execPath} ${join(process.cwd(), 'dist/cli/main.js')}`)
      .replace('--out results/studio', `--out ${out}`);
    execFileSync('sh', ['-c', shorter], { stdio: 'pipe' });
    const made = rowsOf(readFileSync(join(out, 'runs.csv'), 'utf8'));
    // The name of the scenario says what the command changes; the page names what it starts from.
    const names = seen[0].filter((name) => name !== 'scenario');
    const valuesIn = ([head, ...rows]: string[][]): string[][] => {
      const columns = names.map((name) => head.indexOf(name));
      expect(columns.every((column) => column >= 0)).toBe(true);
      return rows.map((row) => columns.map((column) => row[column]));
    };
    expect(valuesIn(made)).toEqual(valuesIn(seen));
  });

  it('needs no more memory after 200 changes than after 20', async () => {
    const page = await studio.open();
    await waitForRuns(page, 8);
    await page.getByRole('tab', { name: 'Assumptions' }).click();
    const slider = page.getByRole('slider').first();
    const session = await page.context().newCDPSession(page);
    const heap = async (): Promise<number> => {
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number };
      return usedSize / 1e6;
    };
    const change = async (times: number): Promise<void> => {
      for (let i = 0; i < times; i++) {
        await slider.press(i % 2 === 0 ? 'ArrowRight' : 'ArrowLeft');
        await slider.press('ArrowRight');
        await page.locator('main[data-stale="false"]').waitFor();
      }
    };
    await change(20);
    const early = await heap();
    await change(180);
    expect(await heap()).toBeLessThan(early + 20);
    await page.close();
  });

  it.each([
    ['light', 1440],
    ['dark', 390],
  ] as const)('has names, contrast and order for assistive technology, %s, %i wide', async (colorScheme, width) => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const page = await studio.open('overlay=grid-ahead&event={"kind":"antitrust","month":18,"months":36}', {
      colorScheme,
      viewport: { width, height: 800 },
    });
    await waitForRuns(page, REFINED);
    await page.evaluate(axe);
    for (const name of ['The answer', 'One run', 'Play']) {
      await page.getByRole('button', { name, exact: true }).click();
      await page.locator('.wait').waitFor({ state: 'detached' });
      for (const tab of ['Assumptions', 'Levers']) {
        await page.getByRole('tab', { name: tab }).click();
        expect(await page.evaluate(RUN_AXE), `${name}, ${tab}`).toEqual([]);
      }
      const [content, room] = await page.evaluate<number[]>('[document.documentElement.scrollWidth, innerWidth]');
      expect(content).toBeLessThanOrEqual(room);
    }
    await page.close();
  });

  it('complained of nothing and asked the network for nothing', () => {
    expect(studio.complaints).toEqual([]);
  });
});
