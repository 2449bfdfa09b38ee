/** Regime map: number of runs by month of the wall and size of the fall, with a run to replay in each cell. */

import { countWord, percentWord } from '../output/words.ts';
import { fallEdges, type Regime, type RegimeCell, type RegimeRule } from './regimes.ts';
import { type Frame, INK, OKABE_ITO, page, type Spec, timeOf } from './spec.ts';

/** Colours that also differ in lightness; row labels name the regime. */
const COLOURS: Readonly<Record<Regime, string>> = {
  'no wall': OKABE_ITO[2],
  'shallow pause': OKABE_ITO[0],
  'deep pause': OKABE_ITO[3],
};
const CELL_HEIGHT = 46;
const WIDTH = 560;
/** Opacity of a cell with one run and of the fullest one: letters stay readable on both. */
const FAINTEST = 0.12;
const DARKEST = 0.5;
const NO_WALL = 'no wall';
const NO_PAUSE = 'no pause';

/** The span of a band of walls in words: calendar years when the start is known, else months of the run. */
export function bandLabel(months: readonly [number, number] | undefined, frame: Frame): string {
  if (months === undefined) return NO_WALL;
  if (frame.startMonth === undefined) return `${months[0]} to ${months[1] - 1}`;
  const year = (month: number): string => `${Math.floor(timeOf(month, frame) + 1e-9)}`;
  const [from, to] = [year(months[0]), year(months[1] - 1)];
  return from === to ? from : `${from}-${to.slice(-2)}`;
}

/** `50 to 75 %`; a rise belongs to the lowest band. */
export function fallLabel([from, to]: readonly [number, number]): string {
  return from <= 0 ? `under ${percentWord(to)}` : `${percentWord(from).replace(' %', '')} to ${percentWord(to)}`;
}

/** `deep pause: 50 to 75 %`. */
function rowLabel(falls: readonly [number, number], rule: RegimeRule): string {
  const regime = falls[0] >= rule.bust ? 'deep pause' : 'shallow pause';
  return `${regime}: ${fallLabel(falls)}`;
}

/** Draw the map: columns are the months of the wall, rows the fall of orders. */
export function regimeMap(
  cells: readonly RegimeCell[],
  { rule, monthsPerBin, fallTitle }: { rule: RegimeRule; monthsPerBin: number; fallTitle: string },
  frame: Frame,
): Spec {
  const edges = fallEdges(rule);
  const bands = edges.slice(1).map((edge, at): [number, number] => [edges[at], edge]);
  const rows = [...bands.map((band) => rowLabel(band, rule)).reverse(), NO_PAUSE];
  const starts = cells.flatMap(({ months }) => (months === undefined ? [] : [months[0]]));
  const first = Math.min(...starts);
  const steps = starts.length === 0 ? 0 : (Math.max(...starts) - first) / monthsPerBin + 1;
  const spans = Array.from({ length: steps }, (_, at): [number, number] => [
    first + at * monthsPerBin,
    first + (at + 1) * monthsPerBin,
  ]);
  const columns = [...spans.map((span) => bandLabel(span, frame)), NO_WALL];
  const most = cells.reduce((top, { count }) => Math.max(top, count), 1);
  const values = cells.map(({ regime, months, falls, count, typical }) => ({
    when: bandLabel(months, frame),
    depth: falls === undefined ? NO_PAUSE : rowLabel(falls, rule),
    regime,
    count: countWord(count),
    run: typical.configuration === undefined ? `run ${typical.run}` : `${typical.configuration}: ${typical.run}`,
    weight: Number((FAINTEST + ((DARKEST - FAINTEST) * count) / most).toPrecision(3)),
  }));
  const x = {
    field: 'when',
    type: 'ordinal',
    scale: { domain: columns },
    axis: {
      title: frame.startMonth === undefined ? 'Month of the first wall' : 'Year of the first wall',
      labelAngle: 0,
      // Two lines: 2031- over 32, so that neighbours keep apart.
      labelExpr: "split(replace(datum.label, '-', '- '), ' ')",
      labelOverlap: false,
    },
  };
  const y = {
    field: 'depth',
    type: 'ordinal',
    scale: { domain: rows },
    // Two lines, so that the names leave room for the cells: shallow pause over under 25 %.
    axis: { title: fallTitle, labelLimit: 0, labelExpr: "split(datum.label, ': ')" },
  };
  const regimes = Object.keys(COLOURS) as Regime[];
  const color = {
    field: 'regime',
    type: 'nominal',
    scale: { domain: regimes, range: regimes.map((regime) => COLOURS[regime]) },
    legend: null,
  };
  const text = (field: string, dy: number, size: number): Spec => ({
    mark: { type: 'text', dy, fontSize: size, color: INK, fontWeight: field === 'count' ? 600 : 400 },
    encoding: { x, y, text: { field } },
  });
  return page(
    [
      {
        width: WIDTH,
        height: { step: CELL_HEIGHT },
        data: { values },
        layer: [
          {
            mark: { type: 'rect', strokeWidth: 1.5 },
            encoding: {
              x,
              y,
              color,
              stroke: color,
              fillOpacity: { field: 'weight', type: 'quantitative', scale: null },
            },
          },
          text('count', -7, 15),
          text('run', 11, 10.5),
        ],
      },
    ],
    {
      title: 'Date of the wall and fall of orders after it',
      subtitle: [
        cells.some(({ typical }) => typical.configuration !== undefined)
          ? 'Each cell gives its number of runs, and below it a typical one to replay: configuration and replication.'
          : 'Each cell gives its number of runs, and below it the replication number of a typical one to replay.',
        `Deep pause: a fall of at least ${percentWord(rule.bust)}. Shallow pause: a smaller fall.`,
      ],
    },
    frame,
  );
}
