/** Charts of a tournament: scores with intervals, payoffs by pair with who invades whom, and replicator dynamics. */

import { counted } from '../numeric/counted.ts';
import type { TournamentResult } from '../tournament/tournament.ts';
import { exactMeansNote } from '../output/tournament-report.ts';
import { percentWord, shortNumber } from '../output/words.ts';
import { forestPanel, verdictOf } from './forest-panel.ts';
import { FAINT, type Frame, INK, OKABE_ITO, page, PAPER, type Spec, PER_CENT } from './spec.ts';

const CELL = 26;
/** With more entrants cells have no numbers in them. */
const MOST_NUMBERED = 16;
const PATH_WIDTH = 420;
const PATH_HEIGHT = 180;
/** Strategies with a line of their own in the replicator dynamics. */
const MOST_LINES = 6;
/** Distance of two labels at the ends of lines, over the height of the panel. */
const LABEL_GAP = 0.08;
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

/** A tournament on one sheet, or for slides as a page for each message. */
export function tournamentCharts(
  { ranking, pairs }: Pick<TournamentResult, 'ranking' | 'pairs'>,
  path: SharePath,
  { played, unit, names }: TournamentWords,
  frame: Frame,
): { readonly name: string; readonly spec: Spec }[] {
  const order = ranking.map(({ name }) => name);
  const inUnit = unit === '' ? '' : ` (${unit})`;
  const edges = ranking.map(({ name, edge: { mean, low, high } }) => ({
    name,
    mean,
    low,
    high,
    verdict: verdictOf(mean, low > 0 || high < 0),
  }));
  const scores = forestPanel(edges, {
    axis: `score minus the mean of all entrants${inUnit}`,
    names: order,
    isNamed: true,
  });
  const payoffs = pairPanel(pairs, order, names, inUnit);
  const populations = pathPanel(path, names, exactMeansNote(pairs));
  const condition = 'Conditional on the rules of the game and on the strategies that take part.';
  if (frame.isSlide !== true) {
    const subtitle = [played, `Scores with 95 % intervals, hollow where they contain zero. ${condition}`];
    const sheet = { title: `Tournament of ${counted(names.length, 'strategy', 'strategies')}`, subtitle };
    return [{ name: 'tournament', spec: page([scores, payoffs, populations], sheet, frame) }];
  }
  const last = path.shares.at(-1) ?? [];
  const [most] = names.map((name, i) => ({ name, share: last[i] })).sort((a, b) => b.share - a.share);
  const slides: readonly [string, Spec, string, string][] = [
    [
      'scores',
      scores,
      `${order[0]} scores most of ${counted(names.length, 'strategy', 'strategies')}${ranking[0].isTiedWithNext ? ` (${order[1]}: difference not significant)` : ''}`,
      `${played}. 95 % intervals, hollow where they contain zero. ${condition}`,
    ],
    [
      'payoffs',
      payoffs,
      'Who earns what against whom, and who invades',
      `Mean payoff of the row${inUnit} over ${counted(pairs[0][0].payoff.n, 'repetition')}. ${RINGS}. ${condition}`,
    ],
    [
      'populations',
      populations,
      `Where strategies that earn more spread, ${most.name} reaches ${percentWord(most.share)}`,
      `Replicator dynamics from equal shares, ${timeWords(names)}. It ${exactMeansNote(pairs)}. ${condition}`,
    ],
  ];
  return slides.map(([name, panel, message, note]) => {
    const heading = { title: message, subtitle: [note], slide: { message, note } };
    return { name: `tournament-${name}`, spec: page([panel], heading, frame) };
  });
}

const RINGS = 'Ring: a few of the row invade where all play the column; dotted ring: not significant at 5 %';

function timeWords(names: readonly string[]): string {
  const rest = names.length > MOST_LINES ? `; the ${MOST_LINES} that become most frequent` : '';
  return `time in units of 1 / (highest - lowest payoff)${rest}`;
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
  const x = place('column', {
    title: 'all others play',
    orient: 'top',
    labelAngle: -45,
    labelLimit: 0,
    labelOverlap: false,
  });
  const y = place('row', { title: 'payoff of', labelLimit: 0 });
  const isNumbered = names.length <= MOST_NUMBERED;
  return {
    title: {
      text: `Mean payoff of the row${inUnit}, ${counted(pairs[0][0].payoff.n, 'repetition')}`,
      subtitle: RINGS,
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

function pathPanel({ times, shares }: SharePath, names: readonly string[], note: string): Spec {
  const largest = names.map((name, i) => ({ name, share: Math.max(...shares.map((one) => one[i])) }));
  const shown = largest
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_LINES)
    .map(({ name }) => name);
  const values = times.flatMap((time, k) =>
    shown.map((name) => ({ time, name, share: Number(shares[k][names.indexOf(name)].toPrecision(4)) })),
  );
  const last = times.length - 1;
  const most = Math.max(...values.map(({ share }) => share));
  /** Labels from the rarest up, each at its line or just above the label before. */
  const labels: { readonly time: number; readonly name: string; readonly at: number; readonly text: string }[] = [];
  const ends = shown.map((name) => ({ name, share: shares[last][names.indexOf(name)] }));
  for (const { name, share } of ends.sort((a, b) => a.share - b.share)) {
    const at = Math.max(share, (labels.at(-1)?.at ?? -most) + LABEL_GAP * most);
    labels.push({ time: times[last], name, at, text: `${name} ${percentWord(share)}` });
  }
  const highest = Math.max(most, labels.at(-1)?.at ?? 0);
  const x: Spec = {
    field: 'time',
    type: 'quantitative',
    scale: { type: 'symlog' },
    axis: { title: 'time', values: TIMES, grid: false, titleColor: FAINT },
  };
  const y: Spec = {
    field: 'share',
    type: 'quantitative',
    scale: { domain: [0, highest] },
    axis: { title: 'share', ...PER_CENT, tickCount: 5 },
  };
  const color: Spec = {
    field: 'name',
    type: 'nominal',
    scale: { domain: shown, range: OKABE_ITO.slice(0, shown.length) },
    legend: null,
  };
  return {
    title: {
      text: 'Replicator dynamics from equal shares',
      subtitle: [timeWords(names), ...note.split('; ')],
      fontSize: 12,
      subtitleFontSize: 11,
      offset: 6,
    },
    width: PATH_WIDTH,
    height: PATH_HEIGHT,
    layer: [
      { data: { values }, mark: { type: 'line', strokeWidth: 2 }, encoding: { x, y, color } },
      {
        data: { values: labels },
        mark: { type: 'text', align: 'left', dx: 6, fontSize: 11 },
        encoding: { x, y: { ...y, field: 'at' }, text: { field: 'text' }, color },
      },
    ],
  };
}
