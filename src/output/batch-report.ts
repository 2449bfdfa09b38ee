/** The report of a finished batch in the terminal: one screen of facts, or all of them with `--details`. */

import { counted } from '../numeric/counted.ts';
import {
  type BatchFacts,
  type NumberFact,
  factsOf,
  headlineNumbers,
  monthIn,
  probabilityWord,
  rangeOf,
  SHORTFALL_WORDS,
  UNPAUSED_FALL,
  shareWord,
} from './batch-facts.ts';
import { metricsByEntity } from '../metrics/run-row.ts';
import { goodsUnitOf, type Manifest } from './manifest.ts';
import { scenarioTitle } from './change-words.ts';
import { replayCommand } from './replay-command.ts';
import { findSummary, type SummaryRow } from './summary.ts';
import { tableLines } from './text-table.ts';
import { countWord, moneyWord, percentWord, shortNumber, withinSentence, wrapped } from './words.ts';

export interface BatchReportInput {
  readonly manifest: Manifest;
  readonly summary: readonly SummaryRow[];
  /** First calendar month, `2025-10`. */
  readonly startMonth: string;
  /** Print everything and not only what fits one screen. */
  readonly isDetailed: boolean;
  /** How much of the spread rests on uncertain numbers, the main sentence first; empty where a batch cannot say. */
  readonly assumptions: readonly string[];
  /** How the user types the name of the program: `npx overbuild`. */
  readonly program: string;
}

/** Characters of a line of the first screen. */
const WIDTH = 80;
/** Measures of a tier of a plain supply run; the first three fit one screen. */
const TIER_MEASURES: readonly (readonly [family: string, label: string, word: (value: number) => string])[] = [
  ['bullwhip', 'bullwhip', shortNumber],
  ['fill_rate', 'fill rate', percentWord],
  ['cost_usd', 'cost', moneyWord],
  ['bullwhip_local', 'local bullwhip', shortNumber],
  ['amplification', 'amplification', shortNumber],
  ['air_pocket', 'deepest fall of orders', percentWord],
  ['phantom_share_peak', 'duplicate orders', percentWord],
];
const SHORT_MEASURES = 3;
/** A run without a race is a run of something else. */
const QUESTION = 'What stops the AI build-out, when, and what does a pause cost its suppliers?';

/** Why probabilities of walls are not known as well as their intervals say. */
const TUNED = 'Intervals: sampling error alone; thresholds of the walls are assumed or tuned.';
/** Where the race goes on after a wall. */
const RECORDED = 'Walls are recorded only: none stops the race.';
const ADD_UP = 'Medians of a fall and of its parts do not add up.';

/** First walls in a table: share of runs, median date, and its spread over the runs that each stops. */
function wallLines(facts: BatchFacts, { startMonth, isDetailed, manifest }: BatchReportInput): string[] {
  const { walls, wallSentences, stopped } = facts;
  const [often, ...which] = wallSentences.map((sentence) => wrapped(sentence, WIDTH));
  if (stopped?.months === undefined || walls.length === 0) return [...(often ?? []), ...which.flat()];
  const any = { ...stopped, name: 'any wall', months: stopped.months };
  const rows = [any, ...walls].map(({ name, months, ...probability }) => {
    const [p5, p50, p95] = [months.p5, months.p50, months.p95].map((at) => monthIn(startMonth, at));
    return [`  ${name}`, probabilityWord(probability), p5 === p95 ? p50 : `${p50} (${p5} to ${p95})`];
  });
  const { horizonMonths, stop } = manifest.resolvedScenario as HorizonOf;
  const by = horizonMonths === undefined ? '' : ` by ${monthIn(startMonth, horizonMonths - 1)}`;
  const isRecorded = stop?.rule === 'horizon';
  const head = [`First wall${by}`, 'runs (95 % interval)', 'median (90 % of its runs)'];
  const notes = [...(isRecorded ? [RECORDED] : []), ...(isDetailed ? which.flat() : []), TUNED];
  return [...tableLines([head, ...rows], [0, 2]), ...notes];
}

interface HorizonOf {
  readonly horizonMonths?: number;
  readonly stop?: { readonly rule?: string };
}

/** Rows of the first screen: after the fall of suppliers' shares what the pause adds to it. */
function withPause({ pause, ...fact }: ReturnType<typeof headlineNumbers>[number]): NumberFact[] {
  return pause === undefined ? [fact] : [fact, { ...pause, label: '  of which added by the pause' }];
}

function numberLines(facts: BatchFacts, { isDetailed, manifest }: BatchReportInput): string[] {
  const shown = isDetailed ? facts.numbers : headlineNumbers(facts).flatMap(withPause);
  if (shown.length === 0) return [];
  const rows = shown.map(({ label, median, interval, runs }) => {
    const isAll = !isDetailed || runs >= manifest.statuses.ok;
    const over = isAll ? '' : `over the ${runs === 1 ? 'one run that has' : `${counted(runs, 'run')} that have`} it`;
    return [`  ${label}`, median, interval === '' ? '' : `(${interval})`, over];
  });
  const hasParts = isDetailed && shown.some(({ metric }) => metric === UNPAUSED_FALL);
  // Without details everything fits 25 lines.
  return [
    ...(isDetailed ? [''] : []),
    `Median over runs (90 % interval)${isDetailed ? '' : '; add --details for all numbers'}:`,
    ...tableLines(rows, [0, 2, 3]),
    ...(hasParts ? [ADD_UP] : []),
  ];
}

/** Tiers of an economy: sales lost in the pause, a line each; with details what else is lost. */
function shortfallLines({ tiers }: BatchFacts, { isDetailed }: BatchReportInput): string[] {
  if (tiers.length === 0) return [];
  if (!isDetailed) {
    // In two columns, the second below the first in the chain.
    const half = Math.ceil(tiers.length / 2);
    const cells = tiers.map(({ tier, sales }) => [`  ${tier}`, shareWord(sales)]);
    const rows = cells.slice(0, half).map((cell, at) => [...cell, ...(cells[half + at] ?? [])]);
    return [SHORTFALL_WORDS.short, ...tableLines(rows, [0, 1, 2, 3])];
  }
  const head = ['  tier', 'sales', 'worst 12 months', 'profit, of sales', 'orders'];
  const rows = tiers.map(({ tier, sales, worstYear, profit, orders }) => [
    `  ${tier}`,
    ...[sales, worstYear, profit, orders].map(shareWord),
  ]);
  const runs = Math.max(...tiers.map(({ sales }) => sales.runs));
  const over = `Median over the ${counted(runs, 'run')} that paused (90 % interval):`;
  return ['', ...wrapped(`${SHORTFALL_WORDS.long} ${over}`, WIDTH), ...tableLines([head, ...rows])];
}

/** Tiers of a plain supply run: how much orders vary on their way up, and how well each tier serves. */
function tierLines({ summary, isDetailed }: BatchReportInput): string[] {
  const nodes = [...metricsByEntity(summary.map(({ metric }) => metric))].filter(
    ([, of]) => of.fill_rate !== undefined,
  );
  if (nodes.length === 0) return [];
  const cost = rangeOf(findSummary(summary, 'cost_usd'));
  const hasCosts = cost !== undefined && cost.p95 !== 0;
  const measures = (isDetailed ? TIER_MEASURES : TIER_MEASURES.slice(0, SHORT_MEASURES)).filter(
    ([family]) => family !== 'cost_usd' || hasCosts,
  );
  const rows = nodes.map(([node, of]) => [
    `  ${withinSentence(node)}`,
    ...measures.map(([family, , word]) => {
      const range = rangeOf(findSummary(summary, of[family] ?? ''));
      // A node without cost fields has no cost, which is not a cost of 0.
      if (range === undefined || (family === 'cost_usd' && range.p95 === 0)) return '-';
      const [p5, p50, p95] = [range.p5, range.p50, range.p95].map(word);
      return p5 === p95 ? p50 : `${p50} (${p5} to ${p95})`;
    }),
  ]);
  const head = ['  node', ...measures.map(([, label]) => label)];
  const [p5, p50, p95] = cost === undefined ? [] : [cost.p5, cost.p50, cost.p95].map(moneyWord);
  const spent = p5 === p95 ? p50 : `${p50} (${p5} to ${p95})`;
  return [
    '',
    'By node, median over runs (90 % interval):',
    ...tableLines([head, ...rows]),
    'Bullwhip: variance / mean² of orders received over that of all end demand.',
    ...(isDetailed ? ['Local bullwhip: variance / mean² of orders placed over that of orders received.'] : []),
    ...(!hasCosts ? [] : [`Cost of holding, backlog and transport: ${spent}`]),
  ];
}

function chanceLines({ isWithoutChance }: BatchFacts, { manifest }: BatchReportInput): string[] {
  if (!isWithoutChance) return [];
  return [
    `All ${countWord(manifest.statuses.ok)} runs are equal: nothing in this scenario is random, one run is enough.`,
  ];
}

function failureLines({ manifest, program }: BatchReportInput): string[] {
  const { statuses, failures } = manifest;
  const bad = Object.entries(statuses).filter(([status, count]) => status !== 'ok' && count > 0);
  if (bad.length === 0) return [];
  const shown = failures.slice(0, 5);
  return [
    '',
    `Not ok: ${bad.map(([status, count]) => `${countWord(count)} ${status}`).join(', ')}; left out of all statistics.`,
    ...shown.map(({ run, status, reason }) => `  run ${run} ${status}: ${reason}`),
    `  Replay one: ${replayCommand(manifest, shown[0]?.run ?? 0).replace('overbuild', program)}`,
  ];
}

function titleLines(input: BatchReportInput, isRace: boolean): string[] {
  const { identity } = input.manifest;
  const what = `${scenarioTitle(identity.scenario, goodsUnitOf(input.manifest))}: ${shardWords(input.manifest)}${counted(identity.runs, 'run')}, seed ${identity.seed}`;
  const version = input.isDetailed ? `, model ${identity.modelVersion}, scenario ${identity.scenarioHash}` : '';
  return [
    ...(isRace ? [QUESTION] : []),
    ...wrapped(`${what}${version}. Conditional on its assumptions; not a forecast.`, WIDTH),
  ];
}

/** The main sentence, and what the others say of the rest in two words. */
function shortAssumptions([main, ...others]: readonly string[]): string[] {
  if (main === undefined) return [];
  return [others.length === 0 ? main : main.replace(/\.$/, '; rest: draws and interactions.')];
}

/** The report, line by line. */
export function batchReport(input: BatchReportInput): string[] {
  const { manifest, summary, startMonth } = input;
  const { rule } = (manifest.resolvedScenario.stop ?? {}) as { readonly rule?: string };
  const facts = factsOf({ summary, startMonth, isIndependent: true, isOnlyRecorded: rule === 'horizon' });
  return [
    ...titleLines(input, facts.stopped !== undefined),
    ...chanceLines(facts, input),
    ...wallLines(facts, input),
    ...numberLines(facts, input),
    ...shortfallLines(facts, input),
    ...tierLines(input),
    ...(input.isDetailed ? ['', ...input.assumptions] : shortAssumptions(input.assumptions)).flatMap((line) =>
      wrapped(line, WIDTH),
    ),
    ...failureLines(input),
  ];
}

/** How many of the runs a part of a batch holds. */
function shardWords({ identity, statuses }: Manifest): string {
  if (identity.shard === undefined) return '';
  const held = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  return `shard ${identity.shard}, ${countWord(held)} of `;
}
