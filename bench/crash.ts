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

const SHORT = ['--set', 'horizonMonths=24'];
const TOGGLES = ['--toggle', 'debt', '--toggle', 'ambition', '--outcome', 'cumulative_ai_capex_usd_bn'];
const TASKS: Readonly<Record<string, { readonly argv: readonly string[]; readonly last: readonly string[] }>> = {
  batch: {
    argv: ['batch', 'baseline', ...SHORT, '--runs', '1000', '--jobs', '2'],
    last: ['summary.csv.tmp', 'quantiles.csv', 'datapackage.json', 'manifest.json.tmp', 'manifest.json'],
  },
  'batch of Parquet': {
    argv: ['batch', 'baseline', ...SHORT, '--runs', '60', '--jobs', '2', '--series', '--format', 'parquet'],
    last: ['series-firm.parquet.tmp', 'series-scalar.parquet', 'summary.csv.tmp', 'manifest.json.tmp'],
  },
  sweep: {
    argv: ['sweep', ...SHORT, '--vary', 'power.pue=1.1:1.4:0.05', '--runs', '150', '--jobs', '2'],
    last: ['summary.csv.tmp', 'datapackage.json.tmp', 'manifest.json.tmp', 'manifest.json'],
  },
  compare: {
    argv: ['compare', 'baseline', 'disciplined', ...SHORT, '--runs', '400', '--jobs', '2'],
    last: ['compare.csv.tmp', 'impulse.csv', 'datapackage.json', 'manifest.json.tmp', 'manifest.json'],
  },
  attribute: {
    argv: ['attribute', 'baseline', ...SHORT, ...TOGGLES, '--runs', '200', '--jobs', '2'],
    last: ['attribute.csv.tmp', 'combinations.csv', 'datapackage.json', 'manifest.json.tmp', 'manifest.json'],
  },
  patterns: {
    argv: ['patterns', 'baseline', ...SHORT, '--runs', '800', '--jobs', '2'],
    last: ['patterns.csv.tmp', 'datapackage.json', 'manifest.json.tmp', 'manifest.json'],
  },
  tournament: {
    argv: ['tournament', '--game', 'pd', '--noise', '0.02', '--turns', '2000', '--repetitions', '300', '--jobs', '2'],
    last: ['ranking.csv.tmp', 'pairs.csv.tmp', 'datapackage.json', 'manifest.json.tmp', 'manifest.json'],
  },
};

const place = mkdtempSync(join(tmpdir(), 'overbuild-crash-'));
const chance = createGenerator(`crash/${SEED}`);

function moment(last: readonly string[], overMs: number): Moment {
  if (chance.uniform() < FINISHING_SHARE) return { file: last[Math.floor(chance.uniform() * last.length)] };
  return { afterMs: chance.uniform() * overMs };
}

/** Same names and same bytes; says what differs. */
function differences(folder: string, alone: string): string[] {
  const [a, b] = [contentOf(folder), contentOf(alone)];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => a[name] !== b[name]);
}

async function crash(name: string, { argv, last }: (typeof TASKS)[string]): Promise<boolean> {
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
      const counted = await crashAlong(argv, folder, moments);
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

let isEqual = true;
for (const [name, task] of Object.entries(TASKS)) {
  if (CHOSEN.length === 0 || CHOSEN.includes(name)) isEqual = (await crash(name, task)) && isEqual;
}
if (isEqual) rmSync(place, { recursive: true });
process.exitCode = isEqual ? 0 : 1;
