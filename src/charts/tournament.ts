/** Charts of a tournament: scores with intervals, payoffs by pair with who invades whom, and replicator dynamics. */

import type { TournamentResult } from '../tournament/tournament.ts';
import { shortNumber } from '../output/words.ts';
import { forestPanel, verdictOf } from './forest-panel.ts';
import { FAINT, type Frame, INK, OKABE_ITO, page, PAPER, type Spec } from './spec.ts';

const CELL = 26;
/** With more entrants cells have no numbers in them. */
const MOST_NUMBERED = 16;
const PATH_WIDTH = 420;
const PATH_HEIGHT = 180;
/** Strategies with a line of their own in the replicator dynamics. */
const MOST_LINES = 6;
/** Ticks of the axis of time. */
const TIMES = [0, 1, 10, 100, 1e3, 1e4, 1e5, 1e6];
const INVADES = 'row invades';
const UNCLEAR = 'not significant';

export interface TournamentWords {
  readonly played: string;
  readonly unit: string;
  /** Entrants in the order of the pairs. */
  readonly names: readonly string[];
}

/** Shares of the entrants along a path of the replicator dynamics. */
export interface SharePath {
  readonly times: readonly number[];
  /** Shape [time][entrant]. */
  readonly shares: readonly ArrayLike<number>[];
}

export function tournamentChart(
  { ranking, pairs }: Pick<TournamentResult, 'ranking' | 'pairs'>,
  path: SharePath,
  { played, unit, names }: TournamentWords,
  frame: Frame,
): Spec {
  const order = ranking.map(({ name }) => name);
  const inUnit = unit === '' ? '' : ` (${unit})`;
  const edges = ranking.map(({ name, edge: { mean, low, high } }) => ({
    name,
    mean,
    low,
    high,
    verdict: verdictOf(mean, low > 0 || high < 0),
  }));
  // The page puts its heading in the place of the panel's.
  const scores = forestPanel(edges, {
    title: '',
    subtitle: '',
    axis: `score less the mean of all entrants${inUnit}`,
    names: order,
    isNamed: true,
  });
  return page(
    [scores, pairPanel(pairs, order, names, inUnit), pathPanel(path, names)],
    {
      title: `Tournament of ${names.length} strategies`,
      subtitle: [
        played,
        'Scores with 95 % intervals, hollow where they contain zero. Conditional on the rules of the game and on the strategies that take part.',
      ],
    },
    frame,
  );
}

function pairPanel(
  pairs: TournamentResult['pairs'],
  order: readonly string[],
  names: readonly string[],
  inUnit: string,
): Spec {
  const payoffs = pairs.flat().map(({ payoff }) => payoff.mean);
  const known = payoffs.filter(Number.isFinite);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const values = pairs.flat().map(({ row, column, payoff, invasion }) => ({
    row: names[row],
    column: names[column],
    payoff: Number.isFinite(payoff.mean) ? Number(payoff.mean.toPrecision(6)) : null,
    text: Number.isFinite(payoff.mean) ? shortNumber(payoff.mean) : '',
    isHigh: payoff.mean > low + 0.75 * (high - low),
    mark: invasion === 'invades' ? INVADES : invasion === 'unclear' ? UNCLEAR : null,
  }));
  const place = (field: string, axis: Spec): Spec => ({ field, type: 'nominal', scale: { domain: order }, axis });
  const x = place('column', { title: 'all others play', orient: 'top', labelAngle: -45, labelLimit: 0 });
  const y = place('row', { title: 'payoff of', labelLimit: 0 });
  const isNumbered = names.length <= MOST_NUMBERED;
  return {
    title: {
      text: `Mean payoff of the row${inUnit}`,
      subtitle: 'ring: a few of the row invade where all play the column; dotted ring: not significant at 5 %',
      fontSize: 12,
      subtitleFontSize: 11,
      offset: 6,
    },
    width: { step: isNumbered ? CELL + 14 : CELL },
    height: { step: CELL },
    data: { values },
    layer: [
      {
        mark: { type: 'rect', stroke: PAPER, strokeWidth: 1 },
        encoding: {
          x,
          y,
          color: {
            field: 'payoff',
            type: 'quantitative',
            scale: { range: ['#F2F6FA', OKABE_ITO[0]], domain: [low, high] },
            legend: null,
          },
        },
      },
      {
        transform: [{ filter: 'datum.mark !== null' }],
        mark: { type: 'point', shape: 'circle', filled: false, size: 520, strokeWidth: 1.8, opacity: 1 },
        encoding: {
          x,
          y,
          stroke: { value: OKABE_ITO[3] },
          strokeDash: {
            field: 'mark',
            type: 'nominal',
            scale: {
              domain: [INVADES, UNCLEAR],
              range: [
                [1, 0],
                [2, 3],
              ],
            },
            legend: null,
          },
        },
      },
      ...(isNumbered
        ? [
            {
              mark: { type: 'text', fontSize: 10 },
              encoding: {
                x,
                y,
                text: { field: 'text' },
                color: { condition: { test: 'datum.isHigh', value: PAPER }, value: INK },
              },
            },
          ]
        : []),
    ],
  };
}

function pathPanel({ times, shares }: SharePath, names: readonly string[]): Spec {
  const largest = names.map((name, i) => ({ name, share: Math.max(...shares.map((one) => one[i])) }));
  const shown = largest
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_LINES)
    .map(({ name }) => name);
  const values = times.flatMap((time, k) =>
    shown.map((name) => ({ time, name, share: Number(shares[k][names.indexOf(name)].toPrecision(4)) })),
  );
  const rest = names.length > MOST_LINES ? `; the ${MOST_LINES} that become most frequent` : '';
  return {
    title: {
      text: 'Replicator dynamics from equal shares',
      subtitle: `time in units of 1 / (highest - lowest payoff)${rest}`,
      fontSize: 12,
      subtitleFontSize: 11,
      offset: 6,
    },
    width: PATH_WIDTH,
    height: PATH_HEIGHT,
    data: { values },
    mark: { type: 'line', strokeWidth: 2 },
    encoding: {
      x: {
        field: 'time',
        type: 'quantitative',
        scale: { type: 'symlog' },
        axis: { title: 'time', values: TIMES, grid: false, titleColor: FAINT },
      },
      y: { field: 'share', type: 'quantitative', scale: { domain: [0, 1] }, axis: { title: 'share', format: '.0%' } },
      color: { field: 'name', type: 'nominal', scale: { domain: shown, range: OKABE_ITO.slice(0, shown.length) } },
    },
  };
}
