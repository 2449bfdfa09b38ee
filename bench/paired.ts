/** Cost of a run in two builds, beside that of a build and itself: `npx tsx bench/paired.ts <dist before> [dist after] [rounds]`. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Economy } from '../src/scenario/economy.ts';
import { median } from './measure.ts';

/** Runs in a turn of a process, turns in a round after those that are left out, and rounds. */
const RUNS = 15;
const TURNS = 25;
const WARM_TURNS = 10;
const ROUNDS = 3;
/** A scenario of another shape, which a simulator of its own plays in the same process. */
const OTHER = 'memory-2017';

/** What a process does in a turn. */
type Work = 'certain' | 'drawn' | 'beside another' | 'row';
interface Side {
  readonly dist: string;
  readonly work: Work;
}

/** In a process of its own: answer each message with the CPU seconds of so many runs. */
async function serve(dist: string, work: Work): Promise<void> {
  const door = pathToFileURL(resolve(dist, 'node/index.js')).href;
  const { loadScenario, createSimulator, expandSeed, runMetrics } = (await import(
    door
  )) as typeof import('../src/node/index.ts');
  const seed = expandSeed('bench');
  const { spreads: _, ...certain } = loadScenario('baseline').scenario as Economy;
  const simulator = createSimulator(
    work === 'certain' || work === 'beside another' ? certain : loadScenario('baseline').scenario,
  );
  const other = work === 'beside another' ? createSimulator(loadScenario(OTHER).scenario) : undefined;
  let next = 0;
  process.on('message', () => {
    for (let run = 0; run < RUNS; run++) other?.run(seed, next + run);
    const start = process.cpuUsage();
    for (let run = 0; run < RUNS; run++) {
      const trace = simulator.run(seed, next++);
      if (work === 'row') runMetrics(trace);
    }
    const { user, system } = process.cpuUsage(start);
    process.send?.((user + system) / 1e6);
  });
  process.send?.('ready');
}

async function start({ dist, work }: Side): Promise<ChildProcess> {
  const child = fork(fileURLToPath(import.meta.url), ['--serve', dist, work]);
  await once(child, 'message');
  return child;
}

/** Costs of the sides over the cost of the first, as totals over the turns of one round of fresh processes. */
async function round(sides: readonly Side[]): Promise<number[]> {
  const children: ChildProcess[] = [];
  for (const side of sides) children.push(await start(side));
  const costs: number[][] = sides.map(() => []);
  for (let turn = 0; turn < WARM_TURNS + TURNS; turn++) {
    for (let s = 0; s < children.length; s++) {
      // The first of a turn changes, because a process starts with what the one before left in the caches.
      const at = (s + turn) % children.length;
      children[at].send('run');
      const [seconds] = (await once(children[at], 'message')) as [number];
      if (turn >= WARM_TURNS) costs[at].push(seconds);
    }
  }
  for (const child of children) child.kill();
  return costs.map((of) => median(of.map((seconds, turn) => seconds / costs[0][turn])));
}

/** Print the cost of `side` over that of `base`, with the spread of a second `base` over the first. */
async function compare(what: string, base: Side, side: Side, rounds: number): Promise<void> {
  const ratios: number[] = [];
  const control: number[] = [];
  for (let r = 0; r < rounds; r++) {
    const [, same, other] = await round([base, base, side]);
    control.push(same);
    ratios.push(other);
  }
  const range = (of: readonly number[]): string => `${Math.min(...of).toFixed(3)} to ${Math.max(...of).toFixed(3)}`;
  console.log(
    `${what.padEnd(39)}${median(ratios).toFixed(3)}  (${range(ratios)})   null ${median(control).toFixed(3)} (${range(control)})`,
  );
}

const [first, second, third] = process.argv.slice(2);
if (first === '--serve') await serve(second, third as Work);
else {
  const [before, after] = [first, second ?? first];
  const rounds = Number(third ?? ROUNDS);
  console.log(`CPU seconds of a baseline run, ${after} over ${before}: median and range of ${rounds} rounds\n`);
  for (const work of ['certain', 'drawn', 'row'] as const) {
    await compare(
      { certain: 'every number as written', drawn: 'as shipped, with draws', row: 'with draws, and its metrics' }[work],
      { dist: before, work },
      { dist: after, work },
      rounds,
    );
  }
  await compare(
    'beside a second simulator, over alone',
    { dist: after, work: 'certain' },
    { dist: after, work: 'beside another' },
    rounds,
  );
}
