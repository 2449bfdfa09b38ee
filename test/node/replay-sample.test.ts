/** Repeating runs of a batch: what is repeated is what was run, and nothing is drawn from anything else. */

import { expect, it } from 'vitest';
import { orderFans, shareFans } from '../../src/charts/sample.ts';
import { parseTable } from '../../src/charts/table.ts';
import { BUILTIN_ENGINE } from '../../src/node/builtin-engine.ts';
import { replaySample } from '../../src/node/pictures/replay-sample.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import type { Manifest } from '../../src/output/manifest.ts';
import { expandSeed } from '../../src/random/seed.ts';

const { scenario } = loadScenario('baseline', { cwd: process.cwd(), overrides: ['horizonMonths=30'] });
const simulator = BUILTIN_ENGINE.createSimulator(scenario, 'metrics');
const rows = [0, 1, 2, 3].map((k) => {
  const { months, wall, economic_profit_usd_bn: profit } = BUILTIN_ENGINE.metrics(simulator.run(expandSeed('demo'), k));
  return `${k},ok,${months},${wall},${profit}`;
});
const HEADER = 'run,status,months,wall,economic_profit_usd_bn';
const runs = parseTable([HEADER, ...rows, '4,failed,,,'].join('\n'));
const manifest = {
  identity: { seed: 'demo', modelVersion: BUILTIN_ENGINE.modelVersion },
  resolvedScenario: scenario,
  strategies: [],
} as unknown as Manifest;

it('repeats finished runs, evenly spread, and holds each against its row', () => {
  const replay = replaySample({ manifest, runs }, 3, BUILTIN_ENGINE);
  if ('why' in replay) throw new Error(replay.why);
  expect(replay.sample.count).toBe(3);
  const fans = orderFans(replay.sample);
  expect(fans.length).toBeGreaterThan(3);
  for (const { points } of fans) expect(points[0].p50).toBeGreaterThan(0);
  const hasMarket = simulator.columns.some(({ name }) => name === 'market_index');
  if (hasMarket) expect(shareFans(replay.sample)[0].points[0].p50).toBeGreaterThan(0);
});

it.each([
  ['a row that says otherwise', manifest, parseTable('run,status,months,wall\n0,ok,7,roi\n'), /gave another result/],
  [
    'a row in which one metric says otherwise',
    manifest,
    parseTable([HEADER, ...rows.slice(0, 2), rows[2].replace(/[^,]*$/, '-944')].join('\n')),
    /Run 2 gave another result .*economic_profit_usd_bn/,
  ],
  [
    'another model',
    { ...manifest, identity: { ...manifest.identity, modelVersion: '0' } },
    runs,
    /of model 0, not of .*cannot be repeated here/,
  ],
  [
    "the user's strategies",
    { ...manifest, strategies: [{ id: 'mine', reference: './mine.ts', sha256: '' }] },
    runs,
    /strategies from files/,
  ],
  ['a scenario that no longer runs', { ...manifest, resolvedScenario: {} }, runs, /could not be repeated/],
])('repeats nothing of %s', (_, found, table, why) => {
  expect(replaySample({ manifest: found, runs: table }, 3, BUILTIN_ENGINE)).toEqual({
    why: expect.stringMatching(why),
  });
});

it('repeats nothing when asked for none', () => {
  expect(replaySample({ manifest, runs }, 0, BUILTIN_ENGINE)).toHaveProperty('why');
});
