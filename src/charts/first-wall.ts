/** First-wall chart: the share of runs that each wall has stopped, month by month. */

import { cumulativeIncidence } from '../metrics/cumulative-incidence.ts';
import { counted } from '../numeric/counted.ts';
import { shareInterval } from '../numeric/share-interval.ts';
import { calendarMonth, capital, percentRange, percentWord, withinSentence } from '../output/words.ts';
import {
  FAINT,
  type Frame,
  INK,
  LETTER_COLOURS,
  OKABE_ITO,
  page,
  type Spec,
  timeAxis,
  timeOf,
  PER_CENT,
} from './spec.ts';
import { spreadOf } from './spread.ts';

/** First wall of one run. */
export interface FirstWall {
  /** Id of the wall, or `none`. */
  readonly wall: string;
  /** Month of the run; for `none` the last month observed. */
  readonly month: number;
}

interface Layer {
  readonly wall: string;
  /** Share of runs stopped by this wall up to and including each month. Shape [month]. */
  readonly share: readonly number[];
}

/** What intervals of shares of walls leave out. */
export const WALL_CAVEAT =
  'The thresholds of the walls are assumptions; those of the baseline were tuned to such shares. The intervals cover sampling error only.';

const WIDTH = 560;
const HEIGHT = 320;
/** Smallest distance between two labels of two lines at the right edge, as a share of the height. */
const LABEL_GAP = 0.1;
/** Distance of the lines of a label from its middle, px. */
const HALF_LINE = 7;
const NONE = 'none';
/**
 * Walls of the shipped scenarios, each with its colour in every picture; others take the remaining colours, by name.
 */
const KNOWN = ['roi', 'power', 'regulation'];

/** The colour of every wall: the same however many runs it stopped. */
export function wallColours(walls: readonly string[]): ReadonlyMap<string, string> {
  const others = walls.filter((wall) => wall !== NONE && !KNOWN.includes(wall)).sort();
  const colours = new Map([...KNOWN, ...others].map((wall, at) => [wall, OKABE_ITO[at % 7]]));
  return colours.set(NONE, '#D9D9D9');
}

/** The share of runs stopped so far, per wall; walls that stop more runs come first, and `none` is the rest. */
export function stoppedByMonth(runs: readonly FirstWall[], months: number): Layer[] {
  const exits = runs.map(({ wall, month }) => ({ cause: wall === NONE ? undefined : wall, month }));
  const { causes, survival } = cumulativeIncidence(exits, months);
  const layers = causes.map(({ cause, incidence }): Layer => ({ wall: cause, share: incidence }));
  const last = (layer: Layer): number => layer.share[months - 1];
  layers.sort((a, b) => last(b) - last(a) || (a.wall < b.wall ? -1 : 1));
  return [...layers, { wall: NONE, share: survival }];
}

/** Move labels apart, keeping their order, without leaving [0, 1]. */
function spread(middles: readonly number[]): number[] {
  const placed: number[] = [];
  for (const middle of middles) placed.push(Math.max(middle, (placed.at(-1) ?? -1) + LABEL_GAP));
  for (let at = placed.length - 1, ceiling = 1; at >= 0; at--, ceiling = placed[at + 1] - LABEL_GAP) {
    placed[at] = Math.min(placed[at], ceiling);
  }
  return placed;
}

/** Ends of calendar years that a sentence names. */
const MOST_YEARS = 3;

/** Share of the runs that a wall has stopped by the ends of the first years; undefined without dates, or a wall by then. */
export function stoppedByYear(runs: readonly FirstWall[], months: number, startMonth?: string): string | undefined {
  if (startMonth === undefined) return undefined;
  const [year, first] = startMonth.split('-').map(Number);
  const ends = Array.from({ length: MOST_YEARS + 1 }, (_, at) => ({ year: year + at, month: 12 - first + 12 * at }));
  const parts = ends
    .filter(({ month }) => month < months)
    .map((end) => {
      const count = runs.filter(({ wall, month }) => wall !== NONE && month <= end.month).length;
      const share = `${percentWord(count / runs.length)} (${percentRange(...shareInterval(count, runs.length))})`;
      return { count, text: `${end.year}: ${share}` };
    })
    .filter(({ count }) => count > 0)
    .map(({ text }) => text)
    .slice(0, MOST_YEARS);
  return parts.length === 0 ? undefined : `Stopped by the end of ${parts.join('; ')}.`;
}

/** The 95 % interval of a share of the runs. */
function intervalWord(share: number, runs: number): string {
  return ` (${percentRange(...shareInterval(Math.round(share * runs), runs))})`;
}

/** The median month of the runs that a wall stops; empty for those without a wall. */
function medianWord(runs: readonly FirstWall[], wall: string, { startMonth }: Frame): string {
  const median =
    wall === NONE ? undefined : spreadOf(runs.filter((run) => run.wall === wall).map(({ month }) => month))?.p50;
  if (median === undefined) return '';
  return `median ${startMonth === undefined ? `month ${Math.round(median)}` : calendarMonth(startMonth, median)}`;
}

/** The two walls that stop most runs, and when half of all runs have stopped. */
function wallMessage(runs: readonly FirstWall[], layers: readonly Layer[], { startMonth }: Frame): string {
  const walls = layers.filter(({ wall }) => wall !== NONE).slice(0, 2);
  if (walls.length === 0) return `No wall stops any of ${counted(runs.length, 'run')}`;
  const { share: left } = layers[layers.length - 1];
  const last = left.length - 1;
  const most = walls.map(({ wall, share }, at) => {
    const often = percentWord(share[last]);
    return at === 0
      ? `${capital(withinSentence(wall))} stops the build-out in ${often} of runs`
      : `${withinSentence(wall)} in ${often}`;
  });
  const half = left.findIndex((share) => share <= 0.5);
  const month = half < 0 ? last : half;
  const when = startMonth === undefined ? `month ${month}` : calendarMonth(startMonth, month);
  const stopped = half < 0 ? `${percentWord(1 - left[last])} have` : 'half of all runs have';
  return `${most.join(', ')}; ${stopped} stopped by ${when}`;
}

/**
 * Draw the cumulative incidence of first walls: a stack of shares that always adds up to all runs.
 *
 * Each label at the right edge gives the wall's share at the last month shown; `none` is the share not stopped by a
 * wall.
 */
export function firstWallChart(runs: readonly FirstWall[], months: number, frame: Frame): Spec {
  const layers = stoppedByMonth(runs, months);
  const byYear = stoppedByYear(runs, months, frame.startMonth);
  const rounded = (share: number): number => Number(share.toPrecision(6));
  const end = timeOf(months, frame);
  let below = 0;
  const bases = layers.map(({ share }) => {
    const base = below;
    below += rounded(share[months - 1]);
    return base;
  });
  const middles = spread(layers.map(({ share }, at) => bases[at] + rounded(share[months - 1]) / 2));
  const areas = layers.flatMap(({ wall, share }, order) =>
    // A month lasts up to the next one; the last up to the horizon.
    [...share, share[months - 1]].map((value, month) => ({
      time: timeOf(month, frame),
      wall,
      order,
      share: rounded(value),
    })),
  );
  const walls = layers.map(({ wall }) => wall);
  const colours = wallColours(walls);
  const labels = layers.map(({ wall, share }, at) => ({
    time: end,
    y: middles[at] - (wall === NONE ? HALF_LINE / HEIGHT : 0),
    name: `${wall === NONE ? 'no wall' : withinSentence(wall)} ${percentWord(share[months - 1])}${frame.isSlide === true ? intervalWord(share[months - 1], runs.length) : ''}`,
    when: medianWord(runs, wall, frame),
    colour: LETTER_COLOURS[colours.get(wall) ?? ''] ?? INK,
  }));
  const x = timeAxis('time', frame);
  const y = {
    type: 'quantitative',
    scale: { domain: [0, 1] },
    axis: { title: frame.isSlide === true ? null : 'Share of runs', tickCount: 5, ...PER_CENT },
  };
  const stack: Spec = {
    data: { values: areas },
    mark: { type: 'area', interpolate: 'step-after' },
    encoding: {
      x,
      y: { field: 'share', stack: 'zero', ...y },
      order: { field: 'order' },
      color: {
        field: 'wall',
        type: 'nominal',
        scale: { domain: walls, range: walls.map((wall) => colours.get(wall)) },
        legend: null,
      },
    },
  };
  const names = (['name', 'when'] as const).map(
    (field, line): Spec => ({
      mark: {
        type: 'text',
        align: 'left',
        baseline: 'middle',
        dx: 8,
        dy: (2 * line - 1) * HALF_LINE,
        fontSize: 12 - line,
        fontWeight: line === 0 ? 600 : 'normal',
        clip: false,
      },
      encoding: {
        x,
        y: { field: 'y', ...y },
        text: { field },
        color: { field: 'colour', type: 'nominal', scale: null },
      },
    }),
  );
  const named: Spec = { data: { values: labels }, layer: names };
  const edge: Spec = { mark: { type: 'rule', color: FAINT }, data: { values: [{ time: end }] }, encoding: { x } };
  return page(
    [{ width: WIDTH, height: HEIGHT, layer: [stack, edge, named] }],
    {
      title: 'Which wall stopped the race first, and when',
      subtitle: [
        `Share of ${counted(runs.length, 'run')} stopped so far, by first wall; grey: no wall yet. Right: shares by the end.`,
        ...(byYear === undefined ? [] : [byYear]),
        'Conditional on the assumptions of the scenario; not a forecast.',
      ],
      slide: {
        caveat: WALL_CAVEAT,
        message: wallMessage(runs, layers, frame),
        note: `Share of ${counted(runs.length, 'run')} stopped so far, by first wall. Right: shares by the end with 95 % intervals, and the median month of each wall.${byYear === undefined ? '' : ` ${byYear}`}`,
      },
    },
    frame,
  );
}
