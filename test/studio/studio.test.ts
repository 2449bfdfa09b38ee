/** The studio in a browser: it answers, changes, undoes, shares, opens a run and plays, and asks the network for nothing. */

import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, HAS_CHROMIUM, openStudio, type Studio, waitForRuns } from './studio-page.ts';

/** Bytes of the compressed page. */
const MOST_BYTES = 400_000;

describe.skipIf(!HAS_CHROMIUM)('the studio', () => {
  let studio: Studio;
  let page: Page;
  beforeAll(async () => {
    studio = await openStudio(20);
    page = await studio.open();
  });
  afterAll(() => studio.close());

  it('is one small file that may run its own script only', () => {
    expect(gzipSync(studio.html, { level: 9 }).length).toBeLessThan(MOST_BYTES);
    expect(studio.html).toContain("default-src 'none'");
    expect(studio.html).not.toMatch(/unsafe-(?:inline|eval)|\bsrc="http|@import/);
  });

  it('answers the question with an interval for each wall', async () => {
    await waitForRuns(page, 20);
    expect(await answerOf(page)).toMatch(/^A wall stops the race in \d+ % of .* runs before Oct 2035, most often /);
    const walls = await page.locator('#figure-walls svg').getAttribute('aria-label');
    expect(walls).toMatch(/Power \d+ % \(\d+ to \d+\)/);
    expect(walls).toMatch(/No wall \d+ %/);
    expect(await page.locator('#figure-capex path.hit').count()).toBe(20);
    expect(await page.locator('#figure-tiers text.strong').count()).toBe(7);
    expect(await page.getByText('Conditional on these assumptions, not a forecast').count()).toBe(1);
  });

  it('keeps levers apart from assumptions, resets to your base, and undoes after a reload', async () => {
    await page.getByLabel(/^grid ahead/).check();
    expect(page.url()).toContain('overlay=grid-ahead');
    await page.getByRole('tab', { name: 'Assumptions' }).click();
    await page.getByRole('searchbox').fill('revenue month AI labs');
    await page.getByRole('searchbox').fill('demand.revenueUsdBnPerYear');
    await page.getByRole('spinbutton', { name: /demand\.revenueUsdBnPerYear/ }).fill('90');
    await page.getByRole('spinbutton', { name: /demand\.revenueUsdBnPerYear/ }).press('Enter');
    await expect.poll(() => page.url()).toContain('base=demand.revenueUsdBnPerYear%3D90');
    await expect.poll(() => page.locator('#figure-lines tbody tr').count(), { timeout: 30_000 }).toBe(4);
    await page.getByRole('tab', { name: 'Levers' }).click();
    await page.getByRole('button', { name: 'Reset to your base' }).click();
    expect(page.url()).not.toContain('grid-ahead');
    expect(page.url()).toContain('revenueUsdBnPerYear');
    await page.reload();
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(page.url()).toContain('overlay=grid-ahead');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(page.url()).not.toContain('#');
    await page.getByRole('button', { name: 'Redo' }).click();
    expect(page.url()).toContain('overlay=grid-ahead');
    await page.getByRole('button', { name: 'Undo' }).click();
  });

  it('says what cannot be simulated', async () => {
    const broken = await studio.open('base=power.regions[pjm].nothing%3D3');
    expect(await broken.getByRole('alert').textContent()).toContain('there is no power.regions[pjm].nothing');
    await broken.close();
  });

  it('opens a run with its replay and its explanation', async () => {
    await page.getByRole('button', { name: /^Run 3 / }).click();
    await expect.poll(() => page.url()).toContain('page=run&run=3');
    await page.locator('.schematic').waitFor();
    expect(await page.locator('.story li').count()).toBeGreaterThan(5);
    const before = await page.locator('.schematic').getAttribute('aria-label');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    expect(await page.locator('.schematic').getAttribute('aria-label')).not.toBe(before);
  });

  it('lets one builder be played and compares with racing and discipline', async () => {
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByRole('button', { name: /^Disciplined/ }).click();
    const year = page.getByRole('button', { name: /^The same for a year/ });
    for (let i = 0; i < 5; i++) await year.click();
    await expect.poll(() => page.locator('.play > h2').textContent()).toMatch(/^Final payoff: /);
    const said = await page.locator('#figure-payoff svg').getAttribute('aria-label');
    const [race, disciplined, you] = (said ?? '').split('; ').map((words) => words.replace(/^\D+/, ''));
    // Whoever always is disciplined earns what always-disciplined earns, and racing pays something else.
    expect(you).toBe(disciplined);
    expect(race).not.toBe(disciplined);
  });

  it('complained of nothing and asked the network for nothing', () => {
    expect(studio.complaints).toEqual([]);
  });
});
