/** The discover command on planted boxes and on noise, and conditions on columns. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rowsMeeting } from '../../src/experiment/condition.ts';
import { cli } from '../support/cli.ts';
import { uniforms, writeSyntheticBatch, writeSyntheticSweep } from '../support/synthetic-results.ts';

const place = mkdtempSync(join(tmpdir(), 'overbuild-discover-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const at = (name: string): string => join(place, name);

const RUNS = 1000;
const inputs = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`x.${name}`, uniforms(RUNS, name)]));

async function json(folder: string, when: string, ...args: string[]) {
  const { code, stdout, stderr } = await cli(['discover', at(folder), '--when', when, '--json', ...args]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

it('finds a planted box with its limits, and writes overlay, table and picture', async () => {
  const chance = uniforms(RUNS, 'chance');
  const wall = Array.from(chance, (u, i) =>
    u < (inputs['x.a'][i] > 0.6 && inputs['x.b'][i] < 0.5 ? 0.9 : 0.05) ? 'power' : 'none',
  );
  writeSyntheticBatch(at('planted'), inputs, { wall });
  const out = at('planted-out');
  const found = await json('planted', 'wall = power', '--out', out);
  expect(found.isFound).toBe(true);
  const { box } = found;
  const limits = Object.fromEntries(
    box.limits.map((limit: { input: string; side: string; value: number }) => [
      `${limit.input} ${limit.side}`,
      limit.value,
    ]),
  );
  expect(Object.keys(limits).sort()).toEqual(['x.a above', 'x.b below']);
  expect(limits['x.a above']).toBeGreaterThan(0.55);
  expect(limits['x.a above']).toBeLessThan(0.65);
  expect(limits['x.b below']).toBeGreaterThan(0.45);
  expect(limits['x.b below']).toBeLessThan(0.55);
  expect(box.density).toBeGreaterThan(0.8);
  expect(box.coverage).toBeGreaterThan(0.7);
  expect(box.mass).toBeCloseTo(0.2, 1);
  expect(found.heldOut.density).toBeGreaterThan(0.7);
  for (const { quasiP, returns } of box.limits) {
    expect(quasiP).toBeLessThan(1e-6);
    expect(returns).toBe(1);
  }
  expect(found.scores.slice(0, 2).map(({ input }: { input: string }) => input)).toEqual(['x.a', 'x.b']);
  const replicationOf = (command: string): number => Number(/--replication (\d+)/.exec(command)?.[1]);
  expect(wall[replicationOf(found.inside)]).toBe('power');
  expect(wall[replicationOf(found.outside)]).toBe('none');
  const overlay = readFileSync(join(out, 'box.yaml'), 'utf8');
  expect(overlay).toMatch(/^# Where x\.a is at least 0\.\d+ and x\.b is at most 0\.\d+, first wall = power holds in/);
  expect(overlay).toMatch(/\nx:\n {2}a:\n {4}value: 0\.[78]/);
  expect(readFileSync(join(out, 'discover.csv'), 'utf8')).toMatch(
    /^step,mass,coverage,density,input,side,value\n0,1,1,/,
  );
  expect(readFileSync(join(out, 'discover.svg'), 'utf8')).toContain('x.a');
});

it('takes the largest box of a density that is asked for, where the condition becomes frequent only gradually', async () => {
  const chance = uniforms(RUNS, 'gradual');
  const hit = Array.from(chance, (u, i) => Number(u < inputs['x.a'][i] ** 2));
  writeSyntheticBatch(at('gradual'), inputs, { hit });
  const [usual, dense] = [await json('gradual', 'hit = 1'), await json('gradual', 'hit = 1', '--density', '.8')];
  expect(dense.isFound).toBe(true);
  expect(dense.box.density).toBeGreaterThanOrEqual(0.77);
  expect(dense.box.density).toBeGreaterThan(usual.box.density + 0.08);
  expect(dense.box.mass).toBeLessThan(usual.box.mass);
  // The mean of a squared number above a limit is (1 - limit ** 3) / 3 / (1 - limit): .81 above .85.
  expect(dense.box.limits[0]).toMatchObject({ input: 'x.a', side: 'above' });
  expect(Math.abs(dense.box.limits[0].value - 0.84)).toBeLessThan(0.12);
  const { code, stderr } = await cli(['discover', at('gradual'), '--when', 'hit = 1', '--density', '1.2']);
  expect(code).toBe(2);
  expect(stderr).toContain('--density: expected a number between 0 and 1, got 1.2');
});

it('prints the box as a sentence', async () => {
  const y = Array.from(inputs['x.a'], (u) => u);
  writeSyntheticBatch(at('one'), inputs, { y });
  const { stdout } = await cli(['discover', at('one'), '--when', 'y > p80']);
  expect(stdout).toMatch(
    /Where x\.a is at least 0\.\d+, y > p80 holds in \d+ % of the runs, compared with 20 % of all 1,000 runs/,
  );
  expect(stdout).toContain('overbuild run synthetic.yaml --seed demo --replication');
});

it('claims no box on noise', async () => {
  const claims = await Promise.all(
    Array.from({ length: 8 }, async (_, i) => {
      const few = Object.fromEntries(Object.entries(inputs).map(([path, values]) => [path, values.slice(0, 400)]));
      writeSyntheticBatch(at(`noise${i}`), few, { y: uniforms(400, `noise${i}`) });
      const { isFound, sentence } = await json(`noise${i}`, 'y > .8');
      if (isFound === false) expect(sentence).toMatch(/^No significant box/);
      return isFound as boolean;
    }),
  );
  // One of twenty is claimed by chance.
  expect(claims.filter(Boolean).length).toBeLessThanOrEqual(2);
});

it('exchanges whole configurations of a sweep: many runs of few configurations are not many cases', async () => {
  const values = uniforms(12, 'setting');
  const level = uniforms(12, 'level');
  const settings = Array.from(values, (value) => [value]);
  const shift = new Map(Array.from(values, (value, i) => [value, level[i]]));
  const noise = uniforms(60, 'run');
  writeSyntheticSweep(at('clustered'), 'table', { paths: ['p.a'], settings, runs: 60 }, ([x], run) => {
    return (shift.get(Number(x)) ?? 0) + 0.1 * noise[run];
  });
  const { isFound, p } = await json('clustered', 'y > .6');
  expect(p).toBeGreaterThan(0.05);
  expect(isFound).toBe(false);
});

describe('conditions', () => {
  const table = { wall: ['roi', 'power', '', 'power'], fall: ['0.1', '0.2', '', '0.4'] };
  const meeting = (condition: string): number[] => {
    const columns = {
      names: Object.keys(table),
      text: (name: string) => table[name as keyof typeof table],
      number: (name: string) =>
        table[name as keyof typeof table].map((text) => (text === '' ? Number.NaN : Number(text))),
    };
    return [...rowsMeeting(condition, 4, columns)];
  };

  it.each([
    ['wall = power', [0, 1, 0, 1]],
    ['wall != power', [1, 0, 0, 0]],
    ['fall > .15', [0, 1, 0, 1]],
    ['fall>=.2 and wall=power', [0, 1, 0, 1]],
    ['fall < .2 or fall > .3', [1, 0, 0, 1]],
    ['not (fall < .2 or fall > .3) and wall = "power"', [0, 1, 0, 0]],
    ['fall > p50', [0, 0, 0, 1]],
    ['fall != .2', [1, 0, 0, 1]],
  ])('%s', (condition, rows) => {
    expect(meeting(condition)).toEqual(rows);
  });

  it.each([
    ['fal > 1', 'there is no column fal (did you mean fall?)'],
    ['fall', 'expected one of'],
    ['fall >', 'a value is missing'],
    ['wall > power', 'needs a number'],
    ['(fall > 1', 'a closing bracket is missing'],
    ['fall > 1 wall', 'expected and, or, or the end'],
    ['', 'the condition ends too early'],
    ['wall = fire', 'no run has wall = fire'],
  ])('refuses "%s"', (condition, message) => {
    expect(() => meeting(condition)).toThrow(message);
  });
});
