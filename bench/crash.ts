/** Fifty kills of each command that writes much, by chance and while it finishes: `npm run build && npx tsx bench/crash.ts`. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGenerator } from '../src/random/generator.ts';
import { contentOf, crashAlong, type Moment } from '../test/support/crashes.ts';
import { startProgram } from '../test/support/program.ts';

const KILLS = Number(process.argv[2] ?? 50);
const SEED = process.argv[3] ?? '1';
/** Which tasks; all unless named. */
const CHOSEN = process.argv.slice(4);
/** Kills of one folder before it is left to end. */
const KILLS_A_FOLDER = 5;
/** Share of the kills that wait for the end, when statistics and manifest are written. */
const FINISHING_SHARE = 0.3;

const place = mkdtempSync(join(tmpdir(), 'overbuild-crash-'));
const chance = createGenerator(`crash/${SEED}`);

/** Small enough that a kill costs a second, and many enough that kills fall between rows. */
const SHORT = ['--set', 'horizonMonths=12'];
const SPEND = 'peak_capex_usd_bn_per_year';
const TOGGLES = ['--toggle', 'debt', '--toggle', 'ambition', '--outcome', 'cumulative_ai_capex_usd_bn'];
const HAIRCUT = ['--vary', 'capex.growthHaircut=0.3:0.7'];
const SWEEP = ['sweep', ...SHORT, '--vary', 'capex.growthHaircut=0.3:0.6:0.1', '--runs', '20', '--jobs', '1'];
const SCREEN = ['sensitivity', 'baseline', ...SHORT, '--metric', SPEND, '--runs', '16', '--vary', 'power.pue=1.1:1.3'];
const NOISY = ['--game', 'pd', '--noise', '0.02', '--turns', '200'];
const FITTED = ['calibrate', 'backtest-2024-07', '--targets', 'targets_2024_07.csv', '--replications', '2'];
const FEW = ['--draws', '40', '--waves', '2', '--reference', '300', '--tests', '10', '--predictive', '10'];
const CLOSING = ['datapackage.json', 'manifest.json.tmp', 'manifest.json'];

interface Task {
  readonly argv: readonly string[];
  /** Files that it writes while it finishes. */
  readonly last: readonly string[];
  /** Words with which it is begun again; `--resume` unless given. */
  readonly again?: readonly string[];
}

/** Shards of a sweep, for merge. */
const [one, two, rows] = ['one', 'two', 'rows'].map((name) => join(place, name));

const TASKS: Readonly<Record<string, Task>> = {
  batch: {
    argv: ['batch', 'baseline', ...SHORT, '--runs', '80', '--jobs', '2'],
    last: ['summary.csv.tmp', 'quantiles.csv', ...CLOSING],
  },
  'batch of Parquet': {
    argv: ['batch', 'baseline', ...SHORT, '--runs', '12', '--jobs', '1', '--series', '--format', 'parquet'],
    last: ['series-firm.parquet.tmp', 'series-scalar.parquet', 'summary.csv.tmp', 'manifest.json.tmp'],
  },
  sweep: { argv: SWEEP, last: ['summary.csv.tmp', 'datapackage.json.tmp', ...CLOSING] },
  merge: { argv: ['merge', one, two], last: ['runs.csv', 'summary.csv.tmp', ...CLOSING], again: [] },
  compare: {
    argv: ['compare', 'baseline', 'disciplined', ...SHORT, '--runs', '24', '--jobs', '1'],
    last: ['compare.csv.tmp', 'impulse.csv', ...CLOSING],
  },
  attribute: {
    argv: ['attribute', 'baseline', ...SHORT, ...TOGGLES, '--runs', '24', '--jobs', '1'],
    last: ['attribute.csv.tmp', 'combinations.csv', ...CLOSING],
  },
  patterns: {
    argv: ['patterns', 'baseline', ...SHORT, '--runs', '50', '--jobs', '1'],
    last: ['patterns.csv.tmp', ...CLOSING],
  },
  tournament: {
    argv: ['tournament', ...NOISY, '--repetitions', '40', '--jobs', '1'],
    last: ['ranking.csv.tmp', 'pairs.csv.tmp', ...CLOSING],
  },
  solve: {
    argv: [
      'solve',
      'baseline',
      ...SHORT,
      ...HAIRCUT,
      '--target',
      `mean(${SPEND}) = 650`,
      '--runs',
      '180',
      '--jobs',
      '1',
    ],
    last: ['solve.csv.tmp', 'solve.csv', 'solve.svg'],
  },
  sensitivity: {
    argv: [...SCREEN, ...HAIRCUT, '--design', 'morris', '--jobs', '1'],
    last: ['sensitivity.csv.tmp', 'sensitivity.csv'],
  },
  equilibrium: {
    argv: ['equilibrium', ...NOISY, '--strategies', 'grim,always-race,tit-for-tat', '--jobs', '1'],
    last: ['profiles.csv.tmp', 'equilibria.csv', ...CLOSING],
  },
  'best-reply': {
    argv: ['best-reply', 'grim', ...NOISY, '--against', 'always-race', '--points', '2', '--jobs', '1'],
    last: ['replies.csv.tmp', ...CLOSING],
  },
  calibrate: { argv: [...FITTED, ...FEW, '--jobs', '1'], last: ['manifest.json.tmp', 'manifest.json'] },
  chart: { argv: ['chart', rows], last: ['response-economic-profit-usd-bn.svg'], again: ['--force'] },
  export: { argv: ['export', rows, '--csv-locale', 'eu'], last: ['design.csv', 'runs.csv'], again: ['--force'] },
};

function moment(last: readonly string[], overMs: number): Moment {
  if (last.length > 0 && chance.uniform() < FINISHING_SHARE)
    return { file: last[Math.floor(chance.uniform() * last.length)] };
  return { afterMs: chance.uniform() * overMs };
}

/** Same names and same bytes; says what differs. */
function differences(folder: string, alone: string): string[] {
  const [a, b] = [contentOf(folder), contentOf(alone)];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => a[name] !== b[name]);
}

async function crash(name: string, { argv, last, again }: Task): Promise<boolean> {
  const alone = join(place, `${name}-alone`);
  const started = performance.now();
  const whole = await startProgram([...argv, '--out', alone]).ended;
  if (whole.code !== 0) throw new Error(whole.stderr);
  const durationMs = performance.now() - started;
  let kills = 0;
  let resumes = 0;
  const bad: string[] = [];
  for (let round = 0; kills < KILLS; round++) {
    const folder = join(place, `${name}-${round}`);
    const count = Math.min(KILLS_A_FOLDER, KILLS - kills);
    const moments = Array.from({ length: count }, () => moment(last, durationMs / 2));
    try {
      const counted = await crashAlong(argv, folder, moments, again);
      kills += counted.kills;
      resumes += counted.resumes;
      bad.push(...differences(folder, alone).map((file) => `${folder}: ${file}`));
    } catch (error) {
      kills += count;
      bad.push(`${folder}: ${(error as Error).message}`);
    }
    if (bad.length === 0) rmSync(folder, { recursive: true });
  }
  const verdict = bad.length === 0 ? 'bytes equal' : `NOT equal: ${bad.join(', ')}`;
  console.log(`${name.padEnd(20)}${`${kills} kills`.padStart(10)}${`${resumes} resumes`.padStart(14)}   ${verdict}`);
  return bad.length === 0;
}

/** What merge, chart and export read. */
for (const words of [
  [...SWEEP, '--shard', '1/2', '--out', one],
  [...SWEEP, '--shard', '2/2', '--out', two],
  ['merge', one, two, '--out', rows],
])
  if ((await startProgram(words).ended).code !== 0) throw new Error(words.join(' '));

let isEqual = true;
for (const [name, task] of Object.entries(TASKS)) {
  if (CHOSEN.length === 0 || CHOSEN.includes(name)) isEqual = (await crash(name, task)) && isEqual;
}
if (isEqual) rmSync(place, { recursive: true });
process.exitCode = isEqual ? 0 : 1;
