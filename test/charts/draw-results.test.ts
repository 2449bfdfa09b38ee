/** Drawing a results folder: the files, the letters in the pictures, and the ways it can fail. */

import { Arguments } from '../../src/cli/arguments.ts';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chartCommand } from '../../src/cli/commands/chart.ts';
import { drawResults } from '../../src/node/pictures/draw-results.ts';
import { chartPng } from '../../src/node/pictures/rasterise.ts';
import { UsageError } from '../../src/scenario/errors.ts';
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
  expect(first).toHaveLength(10);
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

it('draws letters: a picture with text differs from one without', () => {
  const picture = (text: string): Uint8Array =>
    chartPng(`<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"><text y="15">${text}</text></svg>`);
  expect(Buffer.from(picture('wall')).equals(Buffer.from(picture('')))).toBe(false);
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
  expect(await chartCommand.run(new Arguments({ folder: '.' }), io, [])).toBe(0);
  expect(printed).toContain(`${join('charts', 'first-wall.svg')}\n`);
  expect(printed.join('')).not.toContain('.png');
});
