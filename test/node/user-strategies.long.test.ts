/** Strategies from outside that take long: examples and templates in every language, and those that hang or fill the memory. */

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readEntry } from '../../src/node/experiments/entrants.ts';
import { checkUserStrategy } from '../../src/node/strategies/check-strategy.ts';
import { findSource } from '../../src/node/strategies/strategy-source.ts';
import { writeStrategyTemplate } from '../../src/node/strategy-template.ts';
import { CONTRACT } from '../../src/strategies/contract.ts';
import { temporaryFolder } from '../support/batches.ts';
import { playedTournament } from '../support/tournaments.ts';
import { batchOf, isAlive, isMissing, program, rowsOf, strategy } from '../support/user-strategies.ts';

const PAIR = { kind: 'plain', game: 'prisoners-dilemma', params: {}, players: 2 } as const;
const FEW = { compositions: 'sampled', seed: '1', population: { size: 20, beta: 1 } } as const;

it.each(['ts', 'js', 'py'])('the example and a new file in .%s keep the contract', async (ending) => {
  if (ending === 'py' && isMissing('python3')) return;
  const folder = temporaryFolder();
  const example = ending === 'py' ? 'my_strategy.py' : `my-strategy.${ending}`;
  copyFileSync(join('examples', example), join(folder, example));
  await writeStrategyTemplate(join(folder, `MyIdea.${ending}`));
  for (const [name, id] of [
    [example, ending === 'py' ? 'my-python-strategy' : 'my-strategy'],
    [`MyIdea.${ending}`, 'my-idea'],
  ]) {
    const source = findSource(ending === 'py' ? `cmd:python3 ${name}` : `./${name}`, folder);
    expect(await checkUserStrategy(source)).toEqual({
      id,
      problems: [],
      findings: Object.keys(CONTRACT).map((rule) => ({ rule, failure: undefined })),
    });
  }
  const linesOf = (name: string): number => readFileSync(join(folder, name), 'utf8').split('\n').length;
  expect(linesOf(`MyIdea.${ending}`)).toBe(linesOf(example));
});

it('a strategy that uses up its memory costs its own rows', async () => {
  const deed = 'const all = []; for (;;) all.push(new Array(1e5).fill(all.length));';
  const code = strategy(`if (random.uniform() < 0.2) { ${deed} } return 1;`, 'stochastic: true,');
  const failed = rowsOf(await batchOf(code, { runs: 5, timeoutSeconds: 20 })).filter(([status]) => status !== 'ok');
  expect(failed.length).toBeGreaterThan(0);
  expect(failed.length).toBeLessThan(5);
  // A busy machine may be too slow to fill it.
  for (const [status, reason] of failed)
    expect(`${status} ${reason}`).toMatch(/^failed its worker died: .*memory|^timed-out/);
});

it('ends a command that hangs, fails its match, and starts it again for the next', async () => {
  const folder = program(
    '(() => { if (view.decision === 3 && params.level > 0.5) for (;;); return { intensity: 0 }; })()',
  );
  const pids = ['import { appendFileSync } from "node:fs";', 'appendFileSync("pids", process.pid + "\\n");'];
  writeFileSync(join(folder, 'pids.mjs'), [...pids, 'await import("./other.mjs");'].join('\n'));
  const entry = readEntry(['cmd:node pids.mjs?level=1', 'cmd:node pids.mjs?level=0', 'always-race'], folder);
  const playing = { ...PAIR, match: { turns: 5 } };
  const rule = { ...FEW, playing, repetitions: 2, pairRepetitions: 2 };
  const { failures, pairs } = await playedTournament({ rule, entry, jobs: 1, timeoutSeconds: 4 });
  expect(new Set(failures.map(({ reason }) => reason.replace(/#\w+/, '')))).toEqual(
    new Set(['cmd:node pids.mjs in seat 1, turn 3: gave no answer within 2 s']),
  );
  expect(pairs[1][2].payoff.mean).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const alive = readFileSync(join(folder, 'pids'), 'utf8')
    .trim()
    .split('\n')
    .filter((pid) => isAlive(Number(pid)));
  expect(alive).toEqual([]);
});

it('plays the Python example to the same result on one worker and two', async () => {
  if (isMissing('python3')) return;
  const folder = temporaryFolder();
  copyFileSync('examples/my_strategy.py', join(folder, 'my_strategy.py'));
  const entry = readEntry(['cmd:python3 my_strategy.py?generosity=0', 'tit-for-tat?quorum=0.5', 'always-race'], folder);
  const playing = { ...PAIR, match: { turns: 20, executionNoise: 0.1 } };
  const rule = { ...FEW, playing, repetitions: 3, pairRepetitions: 3 };
  const one = await playedTournament({ rule, entry, jobs: 1 });
  expect(one.failures).toEqual([]);
  expect(await playedTournament({ rule, entry, jobs: 2 })).toEqual(one);
  // Without generosity it is tit for tat by quorum, move for move.
  expect(one.pairs[0][2].payoff).toEqual(one.pairs[1][2].payoff);
});

it('keeps a strategy that hangs or throws from spoiling the matches of others', async () => {
  const folder = temporaryFolder();
  const file = (name: string, deed: string): string => {
    const path = join(folder, name);
    writeFileSync(path, `export default { id: 'bad', decide(view) { if (view.decision > 5) { ${deed} } return 0; } };`);
    return path;
  };
  const hangs = file('hangs.ts', 'for (;;);');
  const throws = file('throws.ts', 'throw new Error("no idea");');
  const good = ['always-race', 'tit-for-tat'];
  const rule = { ...FEW, playing: { ...PAIR, match: { turns: 10 } }, repetitions: 2, pairRepetitions: 2 };
  const entry = readEntry([hangs, throws, ...good], folder);
  const result = await playedTournament({ rule, entry, jobs: 2, timeoutSeconds: 2 });
  const reasons = new Set(result.failures.map(({ reason }) => reason.replace(/#\w+/, '')));
  expect([...reasons].sort()).toEqual(['throws.ts in seat 1, turn 6: no idea', 'took longer than 2 s']);
  const alone = await playedTournament({ rule, entry: readEntry(good, folder), jobs: 1 });
  expect(result.pairs[2][3].payoff).toEqual(alone.pairs[0][1].payoff);
  expect(
    result.ranking
      .slice(0, 2)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(good);
});
