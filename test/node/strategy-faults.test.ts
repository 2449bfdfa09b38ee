/** Strategies of the user that misbehave: batch, sweep and tournament lose nothing else, and say what happened. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEntry } from '../../src/node/experiments/entrants.ts';
import { temporaryFolder } from '../support/batches.ts';
import { type Ended, startProgram } from '../support/program.ts';
import { playedTournament } from '../support/tournaments.ts';

const SHORT = ['--set', 'horizonMonths=24', '--set', 'stop.rule=horizon'];

/** A strategy that does something in a share of its decisions. */
function strategyFile(deed: string, share: number): string {
  const path = join(temporaryFolder(), 'mine.ts');
  const decide = `decide(view, params, memory, random) { if (random.uniform() < ${share}) { ${deed} } return 1; }`;
  writeFileSync(path, `export default { id: 'mine', stochastic: true, ${decide} };`);
  return path;
}

interface Rows extends Ended {
  /** Status and reason of each row. */
  readonly rows: readonly string[][];
  readonly text: string;
}

async function run(argv: readonly string[], deed: string, share: number): Promise<Rows> {
  const out = temporaryFolder();
  const how = await startProgram([...argv, ...SHORT, '--strategy', `META=${strategyFile(deed, share)}`, '--out', out])
    .ended;
  const text = readFileSync(join(out, 'runs.csv'), 'utf8');
  const [header, ...lines] = text.trimEnd().split('\n');
  const at = header.split(',').indexOf('status');
  return { ...how, text, rows: lines.map((line) => line.split(',').slice(at, at + 2)) };
}

const BATCH = ['batch', 'baseline', '--runs', '12', '--jobs', '2', '--json'];
const SWEEP = ['sweep', '--vary', 'power.pue=1.1,1.2', '--runs', '12', '--jobs', '2', '--json'];

describe.each([
  ['batch', BATCH],
  ['sweep', SWEEP],
])('a strategy in a %s', (_verb, argv) => {
  it('that prints, or leaves a rejected promise or a late throw, changes neither rows nor what is printed', {
    timeout: 90_000,
  }, async () => {
    const deed =
      'console.log("HELLO"); Promise.reject(new Error("lost")); setTimeout(() => { throw new Error("late"); });';
    const { code, stdout, stderr, rows } = await run(argv, deed, 0.5);
    expect(() => JSON.parse(stdout)).not.toThrow();
    expect(rows.map(([status]) => status)).toEqual(rows.map(() => 'ok'));
    expect(stderr).toMatch(/HELLO/);
    expect(stderr).toMatch(/overbuild: a strategy left a promise that was rejected: lost; no decision waits for that/);
    expect(code).toBe(0);
  });

  it.each([
    ['ends its process', 'process.exit(3);', /^its worker died: worker exited with code: 3$/],
    ['throws', 'throw new Error("no idea");', /threw in month \d+: no idea$/],
  ])('that %s costs its own rows', { timeout: 90_000 }, async (_what, deed, reason) => {
    const { code, rows } = await run(argv, deed, 0.08);
    const failed = rows.filter(([status]) => status === 'failed');
    expect(rows.length).toBeGreaterThanOrEqual(12);
    for (const [, why] of failed) expect(why).toMatch(reason);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(rows.length);
    expect(code).toBe(1);
  });
});

it('a tournament keeps the repetitions beside one that hangs or ends its thread', { timeout: 90_000 }, async () => {
  const folder = temporaryFolder();
  const write = (name: string, deed: string): void =>
    writeFileSync(
      join(folder, name),
      `
export default { id: 'bad', stochastic: true, decide(view, params, memory, random) {
  if (view.decision === 2 && random.uniform() < 0.3) { ${deed} }
  return 0;
} };`,
    );
  write('hangs.ts', 'for (;;);');
  write('exits.ts', 'process.exit(1);');
  const match = { turns: 4 };
  const playing = { kind: 'plain', game: 'prisoners-dilemma', params: {}, players: 2, match } as const;
  const rule = {
    playing,
    repetitions: 6,
    pairRepetitions: 6,
    compositions: 'sampled',
    seed: '1',
    population: { size: 20, beta: 1 },
  } as const;
  for (const [name, reason] of [
    ['./hangs.ts', 'took longer than 2 s'],
    ['./exits.ts', 'its worker died: worker exited with code: 1'],
  ]) {
    const entry = readEntry([name, 'always-race'], folder);
    const { failures, pairs } = await playedTournament({ rule, entry, jobs: 1, timeoutSeconds: 2 });
    const reasons = failures.map((failure) => failure.reason).filter((text) => !text.startsWith('not played'));
    expect(new Set(reasons)).toEqual(new Set([reason]));
    expect(failures.length).toBeLessThan(12);
    expect(pairs[0][1].payoff.n).toBeGreaterThan(0);
    expect(pairs[0][1].payoff.n).toBeLessThan(6);
    expect(pairs[1][1].payoff.n).toBe(6);
  }
});
