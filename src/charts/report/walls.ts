/** The section on walls: which stopped the race, when, and how each is defined. */

import { cumulativeIncidence } from '../../metrics/cumulative-incidence.ts';
import { counted } from '../../numeric/counted.ts';
import { type BatchFacts, monthIn } from '../../output/batch-facts.ts';
import { percentRange, percentWord, shortNumber, withinSentence } from '../../output/words.ts';
import { firstWallChart } from '../first-wall.ts';
import { firstWallsOf } from '../gallery.ts';
import { type DataTable, tableMarkup } from './data-table.ts';
import { monthWord } from './fan-figure.ts';
import { html } from './markup.ts';
import type { ReportInput, Section } from './section.ts';

const NONE = 'none';

interface Condition {
  readonly variable?: string;
  readonly above?: number;
  readonly below?: number;
}
interface Wall {
  readonly id?: string;
  readonly any?: readonly Condition[];
  readonly all?: readonly Condition[];
  readonly forMonths?: number;
}

/** Name of a recorded column within a sentence: its description up to the first colon or full stop. */
function meaningOf(variable: string, { seriesMeanings }: ReportInput): string {
  const text = seriesMeanings.get(variable)?.replace(/(?:, in \[0, 1\])?[:.].*$/s, '');
  return text === undefined ? withinSentence(variable) : text.charAt(0).toLowerCase() + text.slice(1);
}

/** When a wall is reached, from its definition in the scenario. */
function reachedWhen(id: string, input: ReportInput): string {
  const walls = (input.manifest.resolvedScenario as { readonly walls?: readonly Wall[] }).walls ?? [];
  const wall = walls.find((candidate) => candidate.id === id);
  if (wall === undefined) return '';
  const words = ({ variable = '', above, below }: Condition): string =>
    `${meaningOf(variable, input)} is ${above === undefined ? `below ${below}` : `above ${above}`}`;
  const parts = wall.any === undefined ? (wall.all ?? []).map(words).join(', and ') : wall.any.map(words).join(', or ');
  const all = wall.forMonths === undefined ? parts : `${parts}, for ${counted(wall.forMonths, 'month')}`;
  return all.charAt(0).toUpperCase() + all.slice(1);
}

function wallTable({ stopped, walls }: BatchFacts, input: ReportInput): DataTable {
  const { startMonth } = input.frame;
  const rows = walls.map(({ wall, name, share, interval, months }) => [
    name,
    percentWord(share),
    interval === undefined ? '-' : percentRange(...interval),
    monthIn(startMonth, months.p50),
    `${monthIn(startMonth, months.p5)} to ${monthIn(startMonth, months.p95)}`,
    reachedWhen(wall, input),
  ]);
  const none = Math.max(0, 1 - (stopped?.share ?? 0));
  const [low, high] = stopped?.interval ?? [];
  const left = low === undefined || high === undefined ? '-' : percentRange(1 - high, 1 - low);
  return {
    caption: 'First walls by the end of the horizon',
    head: ['Wall', 'Share of runs', '95 % interval', 'Median month', '90 % of these', 'It is reached when'],
    rows: [...rows, ['no wall', percentWord(none), left, '', '', 'The race runs to the horizon']],
    words: [3, 4, 5],
  };
}

/** Chance of each wall by the end of every year. */
function yearTable({ runs, horizonMonths, frame }: ReportInput): DataTable {
  const { exits, months } = firstWallsOf(runs, horizonMonths);
  const { causes, survival, atRisk } = cumulativeIncidence(
    exits.map(({ wall, month }) => ({ cause: wall === NONE ? undefined : wall, month })),
    months,
  );
  const shown = survival.flatMap((_, month) => ((month + 1) % 12 === 0 || month === months - 1 ? [month] : []));
  return {
    caption: 'Share of runs stopped by each wall up to and including a month',
    head: ['Month', ...causes.map(({ cause }) => withinSentence(cause)), 'no wall yet', 'runs at risk at its start'],
    rows: shown.map((month) => [
      monthWord(month, frame),
      ...causes.map(({ incidence }) => percentWord(incidence[month])),
      percentWord(survival[month]),
      shortNumber(atRisk[month]),
    ]),
  };
}

/** Whether the walls of this scenario are only noted, not obeyed. */
export function isOnlyRecorded({ manifest }: ReportInput): boolean {
  return (manifest.resolvedScenario as { readonly stop?: { readonly rule?: string } }).stop?.rule === 'horizon';
}

export function wallSection(input: ReportInput, facts: BatchFacts): Section | undefined {
  if (facts.walls.length === 0) return undefined;
  const { exits, months } = firstWallsOf(input.runs, input.horizonMonths);
  if (months === 0) return undefined;
  const words = facts.walls.map(({ name, share }) => `${name} ${percentWord(share)}`).join(', ');
  return {
    id: 'walls',
    title: 'Which wall, and when',
    intro: [
      isOnlyRecorded(input)
        ? 'A wall is a condition that would stop the race; here walls are recorded and the race continues.'
        : 'A wall is a condition that stops the race: orders pause, and the run continues for some years to show the consequences.',
      'A run without a wall ends at the horizon. The curves are cumulative shares of runs by first wall (product-limit estimates).',
    ],
    figures: [
      {
        name: 'first-wall',
        sheet: firstWallChart(exits, months, input.frame),
        alts: [`Share of ${counted(exits.length, 'run')} stopped by the end: ${words}.`],
        tables: [yearTable(input)],
      },
    ],
    after: html`${tableMarkup(wallTable(facts, input))}`,
  };
}
