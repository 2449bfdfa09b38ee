/** Drawing a results folder: the files, the letters in the pictures, and the ways it can fail. */

import { Arguments } from '../../src/cli/arguments.ts';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command as chartCommand } from '../../src/cli/commands/chart.ts';
import { comparedSource, drawResults } from '../../src/node/pictures/draw-results.ts';
import { chartPng } from '../../src/node/pictures/rasterise.ts';
import { UsageError } from '../../src/scenario/errors.ts';
import { shipped } from '../support/shipped.ts';
import { MANIFEST, QUANTILES, RUNS } from './tiny-results.ts';

const place = mkdtempSync(join(tmpdir(), 'overbuild-charts-'));
beforeAll(() => {
  writeFileSync(join(place, 'runs.csv'), RUNS);
  writeFileSync(join(place, 'quantiles.csv'), QUANTILES);
  writeFileSync(join(place, 'manifest.json'), MANIFEST);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

it('writes an SVG and a PNG per chart, the same bytes each time', async () => {
  const first = await drawResults(place, { out: join(place, 'a'), png: true });
  const second = await drawResults(place, { out: join(place, 'b'), png: true });
  expect(first).toHaveLength(12);
  for (const [at, path] of first.entries()) expect(readFileSync(path).equals(readFileSync(second[at]))).toBe(true);
  const svg = readFileSync(join(place, 'a', 'first-wall.svg'), 'utf8');
  expect(svg).toContain('Which wall stopped the race first, and when');
  expect(svg).toContain('Source: overbuild, model 1, scenario tiny (0123abcd), 6 runs, seed "demo".');
  expect(
    readFileSync(join(place, 'a', 'first-wall.png'))
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
});

it('counts what is there with the same content, and keeps a file with other content after writing the rest', async () => {
  const out = join(place, 'again');
  const only = (...names: string[]) => drawResults(place, { out, png: false, only: names });
  await only('first-wall', 'share-falls');
  writeFileSync(join(out, 'first-wall.svg'), 'mine');
  rmSync(join(out, 'share-falls.svg'));
  await expect(drawResults(place, { out, png: true })).rejects.toThrow(
    /first-wall\.svg is there already; --force overwrites\. .*every other picture is written$/,
  );
  expect(readFileSync(join(out, 'first-wall.svg'), 'utf8')).toBe('mine');
  expect(readFileSync(join(out, 'first-wall.png')).length).toBeGreaterThan(1000);
  expect(await only('share-falls', 'overview')).toHaveLength(2);
});

it('draws letters: a picture with text differs from one without', () => {
  const picture = (text: string): Uint8Array =>
    chartPng(`<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"><text y="15">${text}</text></svg>`);
  expect(Buffer.from(picture('wall')).equals(Buffer.from(picture('')))).toBe(false);
});

describe('slides', () => {
  const textOf = (svg: string): string => svg.replace(/<[^>]*>/g, ' ').replace(/[\u00A0 ]+/g, ' ');
  const drawn = async (options: object = {}): Promise<Map<string, string>> => {
    const out = mkdtempSync(join(place, 'slides-'));
    const paths = await drawResults(place, { out, png: false, isSlide: true, ...options });
    return new Map(paths.map((path) => [basename(path), readFileSync(path, 'utf8')]));
  };

  it('are 16:9 and say the message, how it was made and what it depends on', async () => {
    const slides = await drawn();
    expect([...slides.keys()]).toEqual(
      ['overview', 'first-wall', 'tier-losses', 'share-falls', 'fan-capex-usd-bn', 'fan-roi'].map(
        (name) => `${name}-slide.svg`,
      ),
    );
    for (const svg of slides.values()) {
      expect(svg).toMatch(/^<svg [^>]*width="1280" height="720"/);
      expect(textOf(svg)).toContain(
        'Conditional on the assumptions of the scenario; not a forecast.'.replaceAll('"', '&quot;'),
      );
    }
    const titles = ['first-wall', 'tier-losses', 'fan-capex-usd-bn'].map((name) =>
      textOf(slides.get(`${name}-slide.svg`) ?? ''),
    );
    expect(titles[0]).toContain('6 runs, seed &quot;demo&quot;. The thresholds of the walls are assumptions');
    expect(titles[0]).toContain(
      'ROI stops the build-out in 40 % of runs, power in 20 %; half of all runs have stopped by Jan 2026',
    );
    expect(titles[1]).toContain('The pause costs the HBM tier most: 75 % of two years&#39; sales in the median run');
    expect(titles[2]).toContain('Capex: the median is 480 USD bn a year in Nov 2025 and 504 in Dec 2025');
    const falls = textOf(slides.get('share-falls-slide.svg') ?? '');
    expect(falls).toContain(
      'Suppliers&#39; shares fall 70 % from their peak around the wall; the pause itself adds 20 points',
    );
    expect(falls).toContain('70 %; pause: 20 points (11 to 38)');
    expect(falls).toMatch(/ 50 % /);
    expect(falls).not.toContain('−10');
    expect(textOf(slides.get('overview-slide.svg') ?? '')).toContain(
      'Medians from Nov 2025 to Dec 2025: capex 480 to 504 USD bn a year, ROI 10 to 8 % a year',
    );
    for (const name of ['median', '5th percentile', '25th percentile', '95th percentile'])
      expect(titles[2]).toContain(` ${name} `);
  });

  it('fit their boxes, panel by panel', async () => {
    for (const svg of (await drawn()).values()) {
      const boxes = [...svg.matchAll(/<svg x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)];
      expect(boxes.length).toBeGreaterThan(0);
      for (const [, x, y, width, height] of boxes) {
        expect(Number(x) + Number(width)).toBeLessThanOrEqual(1280);
        expect(Number(y) + Number(height)).toBeLessThanOrEqual(720);
      }
    }
  });

  it('are dark when asked, in files of their own', async () => {
    const [[name, svg]] = await drawn({ theme: 'dark' });
    expect(name).toBe('overview-slide-dark.svg');
    expect(svg).not.toMatch(/"#(?:FFFFFF|1A1A1A)"/);
    expect(svg).toContain('fill="#16191d"');
  });
});

it('says which file it cannot read', async () => {
  const missing = drawResults(join(place, 'nowhere'), { out: join(place, 'c'), png: false });
  await expect(missing).rejects.toThrow(UsageError);
  await expect(missing).rejects.toThrow(/^there is no folder .*nowhere$/);
});

it('is what the verb chart does: it prints the files it wrote, beside the results unless told otherwise', async () => {
  const printed: string[] = [];
  const sink = { isTTY: false, columns: 80 };
  const io = {
    stdout: { ...sink, write: (text: string) => void printed.push(text) },
    stderr: { ...sink, write: () => undefined },
    cwd: place,
    program: 'overbuild',
    env: {},
    onInterrupt: () => () => undefined,
  };
  expect(await chartCommand.run(new Arguments({ folder: '.', only: ['first-wall', 'fan-roi'] }), io)).toBe(0);
  expect(printed).toEqual([
    `${join('charts', 'first-wall.svg')}  What stops the race, and when?\n`,
    `${join('charts', 'fan-roi.svg')}     ROI, month by month\n`,
  ]);
  const wrong = chartCommand.run(new Arguments({ folder: '.', only: ['frst-wall'] }), io);
  await expect(wrong).rejects.toThrow(
    /--only frst-wall: .* \(did you mean first-wall\?\); there are overview, first-wall,/,
  );
});

it('names the changed scenario in the source line of a comparison', () => {
  const scenarios = [
    { name: 'tiny', hash: '0123abcd4567' },
    { name: 'tiny (changed: power.pue=1.1)', hash: 'fedcba98' },
  ];
  expect(comparedSource({ ...JSON.parse(MANIFEST), scenarios })).toBe(
    'Source: overbuild, model 1, scenario tiny (0123abcd) and with PUE 1.1, 6 pairs of runs, seed "demo".',
  );
  const at = (months: number) => ({ scenario: shipped('baseline', { 'supply.nodes[hbm].leadMonths': months }) });
  const early = scenarios.map((one, months) => ({ ...one, ...at(6 + months) }));
  expect(comparedSource({ ...JSON.parse(MANIFEST), scenarios: early })).toMatch(
    / seed "demo"\. Month 0 differs too: goods on order, in transit and in stock \(lead time at HBM\)\.$/,
  );
});
