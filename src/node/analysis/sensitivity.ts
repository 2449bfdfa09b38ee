/** Sensitivity analysis of a results folder: outcomes as functions of inputs, without new runs. */

import { numberColumn, type Table } from '../../charts/table.ts';
import { assumptionShare, FEWEST_FOR_SPLIT } from '../../experiment/sensitivity/assumption-share.ts';
import { type Crossed, crossedSplit, type FactorialAxis } from '../../experiment/sensitivity/crossed-split.ts';
import {
  elementaryEffects,
  FEWEST_EFFECTS,
  FEWEST_ROWS,
  type Screening,
  sobolIndices,
} from '../../experiment/sensitivity/designed.ts';
import { FEWEST_RUNS, type InputGroup, rankShares } from '../../experiment/sensitivity/rank-share.ts';
import { counted } from '../../numeric/counted.ts';
import { mean, variance } from '../../numeric/statistics.ts';
import { DRAWS_FILE } from '../../output/draws.ts';
import { UNPAUSED_FALL, UNPAUSED_FALL_FROM } from '../../output/batch-facts.ts';
import { type SummaryRow, summariseNumbers } from '../../output/summary.ts';
import { UsageError } from '../../scenario/errors.ts';
import { assumptionWords, type SensitivityOutcome } from '../../output/sensitivity-report.ts';
import { outcomeOf, readStudiedRuns, settingsOf, type StudiedInput, type StudiedRuns } from './read-inputs.ts';
import { endedRuns, readResults, readTable, REPORTED } from '../pictures/read-results.ts';
import { holdsFile } from '../verify/verify-tables.ts';

const LABELS = ['assumed', 'calibrated', 'estimated', 'derived', 'reported', 'unlabelled'];

/** Why draws of these designs do not fit the rank estimator. */
const DEPENDENT: Readonly<Record<string, string>> = {
  sobol:
    "the points of a Sobol' design are not independent: a rank estimator finds spurious effects (.5 for an input without effect)",
  'latin-hypercube': 'the points of a Latin hypercube are not independent, so a rank estimator has no valid interval',
  zip: 'in a zip design all inputs move together, so the share of each cannot be separated',
  table: 'the sampling of the configurations of a table is unknown',
};
const INSTEAD = 'use a factorial sweep, or give the numbers spreads and run a batch';

function momentsOf(y: readonly number[]): { readonly mean: number; readonly sd: number } {
  return { mean: mean(y), sd: Math.sqrt(variance(y)) };
}

/** Analyse an outcome: a metric, or a condition such as `wall = power`. */
export function sensitivityOf(studied: StudiedRuns, metric: string): SensitivityOutcome {
  const outcome = outcomeOf(studied, metric);
  const rows = Array.from({ length: studied.rows }, (_, row) => row).filter((row) => Number.isFinite(outcome[row]));
  const y = rows.map((row) => outcome[row]);
  const about = { metric, rows: y.length, lacking: studied.rows - y.length, ...momentsOf(y) };
  if (y.every((value) => value === y[0])) {
    throw new UsageError([`--metric ${metric}: it is ${y[0]} in every run, so there is no variance to explain`]);
  }
  return studied.configurations === undefined
    ? { ...about, ...ofDraws(studied, metric, rows, y) }
    : { ...about, ...ofSweep(studied, studied.configurations, outcome) };
}

/** Inputs by the label of their evidence. */
function evidenceGroups({ inputs }: StudiedRuns): InputGroup[] {
  return LABELS.map((label) => ({
    name: label,
    inputs: inputs.filter(({ evidence }) => evidence === label).map(({ name }) => name),
  })).filter((group) => group.inputs.length > 0);
}

function ofDraws(
  studied: StudiedRuns,
  metric: string,
  rows: readonly number[],
  y: readonly number[],
): Pick<SensitivityOutcome, 'shares' | 'evidence'> {
  if (y.length < FEWEST_RUNS) {
    throw new UsageError([
      `--metric ${metric}: ${y.length} runs have it, and shares need ${FEWEST_RUNS} or more; run the batch with more --runs`,
    ]);
  }
  const inputs = studied.inputs.map(({ name, values }) => ({ name, values: rows.map((row) => values[row]) }));
  const groups = evidenceGroups(studied);
  const shares = rankShares(y, inputs, groups, studied.manifest.identity.seed);
  return y.length < FEWEST_FOR_SPLIT ? { shares } : { shares, evidence: assumptionShare(y, inputs, groups) };
}

const WALL_DATE = 'months_to_wall';
/** A table of more runs takes hundreds of megabytes and is not read for one line. */
const MOST_FOR_LINE = 5000;

/** How much of the spread of the wall's date rests on uncertain numbers, the main sentence first; none where a batch cannot say. */
export async function assumptionLines(folder: string): Promise<string[]> {
  const runs = (await readResults(folder, REPORTED)).statuses.ok;
  if (runs > MOST_FOR_LINE || !(await holdsFile(folder, DRAWS_FILE))) return [];
  if (runs < FEWEST_FOR_SPLIT)
    return [`With ${FEWEST_FOR_SPLIT} runs or more, this also says how much depends on uncertain numbers.`];
  const studied = await readStudiedRuns(folder);
  const { columns, rows } = studied;
  if (!columns.names.includes(WALL_DATE) || rows < FEWEST_FOR_SPLIT || studied.inputs.length === 0) return [];
  const y = Array.from(columns.number(WALL_DATE));
  if (y.every((value) => value === y[0]) || !y.every(Number.isFinite)) return [];
  return assumptionWords(assumptionShare(y, studied.inputs, evidenceGroups(studied)), "the wall's date");
}

/** How far suppliers' shares fall in the same runs without the pause; none where runs do not have it. */
export async function unpausedFalls(folder: string): Promise<SummaryRow[]> {
  const manifest = await readResults(folder);
  if (manifest.statuses.ok > MOST_FOR_LINE) return [];
  const runs = endedRuns(folder, await readTable(folder, 'runs.csv', manifest.identity.csvLocale));
  if (UNPAUSED_FALL_FROM.some((name) => !runs.header.includes(name))) return [];
  const [falls, excesses] = UNPAUSED_FALL_FROM.map((name) => numberColumn(runs, name));
  const column = { name: UNPAUSED_FALL, unit: '1', shape: 'run', description: '' } as const;
  return [
    summariseNumbers(
      column,
      '',
      Float64Array.from(falls, (fall, row) => fall - excesses[row]),
    ),
  ];
}

function ofSweep(
  studied: StudiedRuns,
  configurations: readonly number[],
  outcome: ArrayLike<number>,
): Pick<SensitivityOutcome, 'split' | 'refused' | 'indices' | 'dropped' | keyof Screening> {
  if (studied.kind === 'saltelli') return ofSaltelli(studied, configurations, outcome);
  if (studied.kind === 'morris') return ofMorris(studied, configurations, outcome);
  const found = crossedOf(studied, configurations, outcome);
  const isFactorial = studied.kind === 'factorial';
  const refused = isFactorial ? undefined : `${DEPENDENT[studied.kind] ?? DEPENDENT.table}; ${INSTEAD}`;
  if (typeof found === 'string') return { refused: refused === undefined ? found : `${refused}. Also, ${found}` };
  const axes = isFactorial ? axesOf(studied.inputs, configurations, found.order) : [];
  return { split: crossedSplit(found.crossed, axes), ...(refused === undefined ? {} : { refused }) };
}

function ofSaltelli(
  { design, manifest }: StudiedRuns,
  configurations: readonly number[],
  outcome: ArrayLike<number>,
): Pick<SensitivityOutcome, 'refused' | 'indices' | 'dropped'> {
  const paths = pathsOf(design);
  const width = paths.length + 2;
  const y = meansOf(configurations, outcome, design);
  const points = Math.floor(y.length / width);
  // A base row counts only where each of its configurations has the outcome.
  const complete = Array.from({ length: points }, (_, point) => point).filter((point) =>
    y.subarray(point * width, (point + 1) * width).every(Number.isFinite),
  );
  if (complete.length < FEWEST_ROWS) {
    return {
      refused: `only ${complete.length} points have the outcome in every configuration, and ${FEWEST_ROWS} are needed; give more --runs`,
    };
  }
  const kept = complete.flatMap((point) => [...y.subarray(point * width, (point + 1) * width)]);
  return { dropped: points - complete.length, indices: sobolIndices(kept, paths, manifest.identity.seed) };
}

function ofMorris(
  { design, replications }: StudiedRuns,
  configurations: readonly number[],
  outcome: ArrayLike<number>,
): Pick<SensitivityOutcome, 'refused' | keyof Screening> {
  const inputs = pathsOf(design).map((name) => ({
    name,
    values: design === undefined ? [] : settingsOf(design, name),
  }));
  if (inputs.some(({ values }) => !values.every(Number.isFinite))) {
    return { refused: 'a Morris design varies numbers that take at least two values' };
  }
  const place = placesOf(design);
  const screening = elementaryEffects(outcomesByRun(replications, configurations, outcome, place), inputs);
  const most = Math.max(...screening.effects.map(({ count }) => count));
  if (most >= FEWEST_EFFECTS) return screening;
  return {
    refused: `every number has at most ${most} steps with the outcome at both ends, and ${FEWEST_EFFECTS} are needed; give more --runs`,
  };
}

/** The outcome of every run in each configuration, at its place; NaN where a run lacks it. */
function outcomesByRun(
  replications: readonly number[],
  configurations: readonly number[],
  outcome: ArrayLike<number>,
  place: ReadonlyMap<number, number>,
): Float64Array[] {
  const runs = new Map<number, Float64Array>();
  for (const [row, configuration] of configurations.entries()) {
    const values = runs.get(replications[row]) ?? new Float64Array(place.size).fill(Number.NaN);
    runs.set(replications[row], values);
    values[place.get(configuration) ?? 0] = outcome[row];
  }
  return [...runs.values()];
}

/** Varied paths of `design.csv`. */
function pathsOf(design: Table | undefined): string[] {
  return (design?.header ?? []).filter((name) => name !== 'configuration');
}

/** Row of `design.csv` by configuration. */
function placesOf(design: Table | undefined): ReadonlyMap<number, number> {
  return new Map((design === undefined ? [] : numberColumn(design, 'configuration')).map((c, i) => [c, i]));
}

/** Mean outcome of each configuration of the design over the runs that have it. */
function meansOf(
  configurations: readonly number[],
  outcome: ArrayLike<number>,
  design: Table | undefined,
): Float64Array {
  const place = placesOf(design);
  const sums = new Float64Array(place.size);
  const runs = new Float64Array(place.size);
  for (const [row, configuration] of configurations.entries()) {
    const at = place.get(configuration);
    if (at === undefined || !Number.isFinite(outcome[row])) continue;
    sums[at] += outcome[row];
    runs[at]++;
  }
  return sums.map((sum, at) => sum / runs[at]);
}

const FEWEST_RUNS_OF_SPLIT = 3;

/** Replications that have the outcome in every configuration; a message when there are too few. */
function crossedOf(
  { replications, design }: StudiedRuns,
  configurations: readonly number[],
  outcome: ArrayLike<number>,
): { readonly crossed: Crossed; readonly order: readonly number[] } | string {
  const order = [...new Set(configurations)].sort((a, b) => a - b);
  const place = new Map(order.map((configuration, c) => [configuration, c]));
  const complete = outcomesByRun(replications, configurations, outcome, place).filter((values) =>
    values.every(Number.isFinite),
  );
  if (order.length < (design?.rows.length ?? 0)) {
    return `no run of ${(design?.rows.length ?? 0) - order.length} configurations succeeded`;
  }
  if (complete.length < FEWEST_RUNS_OF_SPLIT || order.length < 2) {
    return `only ${complete.length} runs have the outcome in all ${counted(order.length, 'configuration')}, and ${FEWEST_RUNS_OF_SPLIT} are needed`;
  }
  const crossed = {
    configurations: order.length,
    replications: complete.length,
    values: Float64Array.from({ length: order.length * complete.length }, (_, i) => {
      return complete[i % complete.length][Math.floor(i / complete.length)];
    }),
  };
  if (crossed.values.every((value) => value === crossed.values[0])) {
    return `the outcome is ${crossed.values[0]} in all runs that have it in every configuration`;
  }
  return { crossed, order };
}

function axesOf(
  inputs: readonly StudiedInput[],
  configurations: readonly number[],
  order: readonly number[],
): FactorialAxis[] {
  const rowOf = new Map(configurations.map((configuration, row) => [configuration, row]));
  return inputs.map(({ name, values, words }) => {
    const at: readonly (number | string)[] = order.map((configuration) => {
      const row = rowOf.get(configuration) ?? 0;
      return words?.[row] ?? values[row];
    });
    const levels = [...new Set(at)];
    return { name, levels: at.map((value) => levels.indexOf(value)) };
  });
}
