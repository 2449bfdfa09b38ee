/** `overbuild best-reply`: known best replies of Cournot competition, the user's strategies, the economy, and mistakes. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

interface Replies {
  readonly replies: { readonly name: string; readonly gain: Interval; readonly fresh?: Interval }[];
  readonly base: Interval;
}

const DUEL = ['--game', 'cournot', '--players', '3', '--turns', '1', '--replications', '2', '--fresh', '2'];

async function replies(words: readonly string[], cwd = temporaryFolder()): Promise<Replies> {
  const { code, stdout, stderr } = await cli(['best-reply', ...words, '--json'], { cwd });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout) as Replies;
}

it('finds nothing better than the Cournot output against itself', async () => {
  const found = await replies(['constant', ...DUEL, '--against', 'constant?intensity=0.5']);
  // Demand 100 - Q, unit cost 10, three firms with 22.5 each.
  expect(found.base.mean).toBeCloseTo(22.5 ** 2, 9);
  expect(found.replies[0]).toMatchObject({ name: 'constant', fresh: { mean: 0 } });
  for (const { gain } of found.replies) expect(gain.mean).toBeLessThanOrEqual(1e-9);
});

it('approaches the best reply to price takers with each generation', async () => {
  const gains: number[] = [];
  for (const generations of ['1', '3', '6']) {
    const words = ['constant', ...DUEL, '--against', 'constant?intensity=0.6', '--generations', generations];
    const found = await replies(words);
    gains.push(found.replies[0].fresh?.mean ?? Number.NaN);
    // What a firm earns beside two that make 24 each is q (42 - q), at most 441.
    expect(found.base.mean + found.replies[0].gain.mean).toBeLessThanOrEqual(441 + 1e-9);
  }
  expect(gains[2]).toBeGreaterThanOrEqual(gains[0]);
  expect(gains[2]).toBeCloseTo(441 - 24 * 18, 2);
});

it('searches the parameters that a strategy of the user declares', async () => {
  const cwd = temporaryFolder();
  writeFileSync(
    join(cwd, 'my.ts'),
    'export default { id: "my", memoryDepth: 0, params: { a: { default: 0, min: 0, max: 1 } }, decide: (_view: unknown, { a }: { a: number }) => a };',
  );
  const plain = await replies(
    ['./my.ts', ...DUEL, '--against', 'always-race', '--points', '3', '--generations', '1', '--jobs', '1'],
    cwd,
  );
  expect(plain.replies).toHaveLength(4);
  expect(plain.replies[0].name).toBe('./my.ts');
  expect(plain.replies[0].fresh?.mean).toBeCloseTo(225, 9);
});

it('plays the economy, repeats itself and can be verified', async () => {
  const cwd = temporaryFolder();
  const words = [
    'best-reply',
    'always-race,constant',
    '--against',
    'large=always-disciplined;levered=grim',
    '--months',
    '6',
    '--out',
    'economy',
  ];
  const more = ['--points', '2', '--generations', '1', '--replications', '2', '--fresh', '4'];
  const first = await cli([...words, ...more], { cwd });
  expect(first.stderr).toBe('');
  expect(first.stdout).toMatch(/One player of role large \(AMZN, GOOGL, META and MSFT\) deviates/);
  const again = await cli([...words, ...more], { cwd });
  expect(again.stdout).toMatch(/Done before/);
  expect(again.stdout.split('\nDone before')[0]).toBe(first.stdout.split('\nWritten to')[0]);
  expect((await cli(['verify', 'economy'], { cwd })).code).toBe(0);
});

it.each([
  [['constant', '--game', 'pd'], /--against: name the strategy of the others/],
  [['constan', '--against', 'grim'], /there is no strategy constan/],
  [['grim', '--against', 'large=grim'], /one for each role such as "large=grim;levered=grim"/],
  [['grim', '--role', 'small'], /there is no role small; there are large, levered/],
])('refuses %j', async (words, message) => {
  const { code, stderr } = await cli(['best-reply', ...words], { cwd: temporaryFolder() });
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});
