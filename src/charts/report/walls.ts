/** The section on walls: which stopped the race, when, and what each of them is. */

import { shareInterval } from '../../experiment/share-interval.ts';
import { cumulativeIncidence } from '../../metrics/cumulative-incidence.ts';
import { leadersOf } from '../../metrics/leading-shares.ts';
import { countWord, percentWord, plainName, shortNumber } from '../../output/words.ts';
import { firstWallChart } from '../first-wall.ts';
import { firstWallsOf } from '../gallery.ts';
import { spreadOf } from '../spread.ts';
import type { DataTable } from './data-table.ts';
import { tableMarkup } from './data-table.ts';
import { monthWord } from './fan-figure.ts';
import { html } from './markup.ts';
import type { ReportInput, Section } from './section.ts';

const NONE = 'none';

/** How often and when one wall came first. */
export interface WallFact {
  readonly wall: string;
  readonly share: number;
  /** 95 % interval of the share; undefined where runs were lost before the horizon, and in a sweep. */
  readonly interval: readonly [low: number, high: number] | undefined;
  /** Months of the first wall of the runs it stopped: nine in ten, and the middle one. */
  readonly months: { readonly p5: number; readonly p50: number; readonly p95: number };
}

/** Walls whose id is no word. */
const WALL_WORDS: Readonly<Record<string, string>> = { roi: 'return (roi)' };

/** Walls in the first place: one where the runs tell it from the next, several where not; none for a sweep. */
export function leadingWalls({ runs, design }: ReportInput, facts: readonly WallFact[]): readonly WallFact[] {
  // Configurations of a sweep share their luck, and which of them there are was chosen: no wall leads.
  return design === undefined ? leadersOf(facts, runs.rows.length) : [];
}

export function wallWord(wall: string): string {
  return WALL_WORDS[wall] ?? wall;
}

/** Facts on each wall, the most frequent first; empty for runs without walls. */
export function wallFacts({ runs, design, horizonMonths }: ReportInput): WallFact[] {
  if (!runs.header.includes('wall') || !runs.header.includes('wall_month') || runs.rows.length === 0) return [];
  const { exits, months } = firstWallsOf(runs, horizonMonths);
  // Configurations of a sweep share their luck: their runs are no independent draws.
  const isSimple = design === undefined && exits.every(({ wall, month }) => wall !== NONE || month >= months - 1);
  const { causes } = cumulativeIncidence(
    exits.map(({ wall, month }) => ({ cause: wall === NONE ? undefined : wall, month })),
    months,
  );
  const facts = causes.flatMap(({ cause, incidence }): WallFact[] => {
    const own = exits.filter(({ wall }) => wall === cause).map(({ month }) => month);
    const spread = spreadOf(own);
    if (spread === undefined) return [];
    const interval = isSimple ? shareInterval(own.length, exits.length) : undefined;
    return [{ wall: cause, share: incidence[months - 1], interval, months: spread }];
  });
  return facts.sort((a, b) => b.share - a.share || (a.wall < b.wall ? -1 : 1));
}

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

/** When a wall fires, from its definition in the scenario; the variables as they are recorded. */
function firesWhen(id: string, scenario: unknown): string {
  const walls = (scenario as { readonly walls?: readonly Wall[] }).walls ?? [];
  const wall = walls.find((candidate) => candidate.id === id);
  if (wall === undefined) return '';
  const words = ({ variable, above, below }: Condition): string => {
    const limit = above === undefined ? `below ${below}` : `above ${above}`;
    return `${plainName(variable ?? '')} ${limit}`;
  };
  const parts = wall.any === undefined ? (wall.all ?? []).map(words).join(' and ') : wall.any.map(words).join(' or ');
  return wall.forMonths === undefined ? parts : `${parts}, for ${wall.forMonths} months`;
}

function wallTable(facts: readonly WallFact[], { manifest, frame }: ReportInput): DataTable {
  const none = 1 - facts.reduce((sum, { share }) => sum + share, 0);
  const rows = facts.map(({ wall, share, interval, months }) => [
    wallWord(wall),
    percentWord(share),
    interval === undefined ? '-' : `${percentWord(interval[0])} to ${percentWord(interval[1])}`,
    monthWord(months.p50, frame),
    `${monthWord(months.p5, frame)} to ${monthWord(months.p95, frame)}`,
    firesWhen(wall, manifest.resolvedScenario),
  ]);
  return {
    caption: 'First walls by the end of the horizon',
    head: ['Wall', 'Share of runs', '95 % interval', 'Median month', 'Nine in ten of these', 'It fires when'],
    rows: [...rows, ['no wall', percentWord(Math.max(0, none)), '', '', '', 'the race ran to the horizon']],
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
    head: ['Month', ...causes.map(({ cause }) => cause), 'no wall yet', 'runs watched'],
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

export function wallSection(input: ReportInput): Section | undefined {
  const facts = wallFacts(input);
  const { exits, months } = facts.length > 0 ? firstWallsOf(input.runs, input.horizonMonths) : { exits: [], months: 0 };
  if (facts.length === 0 || months === 0) return undefined;
  const words = facts.map(({ wall, share }) => `${wall} ${percentWord(share)}`).join(', ');
  return {
    id: 'walls',
    title: 'Which wall, and when',
    intro: [
      isOnlyRecorded(input)
        ? 'A wall is a state of the world in which the race would stop; here walls are noted and the race goes on.'
        : 'A wall is a state of the world that stops the race: orders are paused, and the months after it are followed.',
      'A run that meets none counts as watched up to the horizon: shares are product-limit estimates for competing causes.',
    ],
    figures: [
      {
        name: 'first-wall',
        sheet: firstWallChart(exits, months, input.frame),
        alts: [`Share of ${countWord(exits.length)} runs stopped by the end: ${words}.`],
        tables: [yearTable(input)],
      },
    ],
    after: html`${tableMarkup(wallTable(facts, input))}`,
  };
}
