/** First walls of compared scenarios: share of runs that each wall stops, in the base and with each change. */

import { counted, withUnit } from '../numeric/counted.ts';
import { shareInterval } from '../numeric/share-interval.ts';
import { changeTitles, scenarioTitle } from '../output/change-words.ts';
import { changeName } from '../output/scenario-name.ts';
import { capital, listWord, percentRange, percentWord, withinSentence } from '../output/words.ts';
import { pointsOf, pointsWord, testedIntervals } from './effects.ts';
import { WALL_CAVEAT, wallColours } from './first-wall.ts';
import {
  FAINT,
  PAPER,
  figuresAtRight,
  type Frame,
  INK,
  page,
  ROW_NAMES,
  rowName,
  type Spec,
  PER_CENT,
} from './spec.ts';
import { numberColumn, numbersIfAny, type Table, textColumn } from './table.ts';

/** Share of the runs of a scenario that a wall stops first. */
export interface WallShare {
  readonly wall: string;
  readonly scenario: string;
  readonly share: number;
  readonly runs: number;
  /** Whether it differs from the base (always-valid test). */
  readonly isSignificant: boolean;
  /** The paired difference from the base in percentage points, with its interval; empty for the base. */
  readonly difference: string;
  /** The same as shares: middle and ends. */
  readonly change?: readonly [middle: number, low: number, high: number];
}

const WIDTH = 430;
const ROW_HEIGHT = 34;
/** Of a row with a share before and after. */
const CHANGE_HEIGHT = 58;
const WALL = 'wall=';
/** The share is above its difference, and a share alone beside its mark, px. */
const FIGURE_BELOW = { text: 0, withDifference: -7, difference: 7 };

/** Shares that `compare.csv` holds: those of the base first; empty where scenarios have no walls. */
export function wallShares(compare: Table): WallShare[] {
  const [base, other, metric] = ['base', 'other', 'metric'].map((name) => textColumn(compare, name));
  const [before, after, pairs] = ['base_mean', 'other_mean', 'pairs'].map((name) => numberColumn(compare, name));
  const [mean, isSure] = ['difference', 'significant'].map((name) => numbersIfAny(compare, name));
  const tested = testedIntervals(compare);
  const rows = metric.flatMap((name, row) => (name.startsWith(WALL) ? [row] : []));
  const seen = new Set<string>();
  const titles = changeTitles([...new Set(other.map((name, row) => changeName(name, base[row])))]);
  return rows
    .flatMap((row): WallShare[] => {
      const wall = metric[row].slice(WALL.length);
      const scenario = titles.get(changeName(other[row], base[row])) ?? '';
      const { low, high } = tested(row);
      const change = [mean[row], Math.max(-1, low), Math.min(1, high)] as const;
      const difference = Number.isFinite(mean[row]) ? pointsWord(change) : '';
      const with_ = {
        wall,
        scenario,
        share: after[row],
        runs: pairs[row],
        isSignificant: isSure[row] === 1,
        difference,
        change,
      };
      if (seen.has(wall)) return [with_];
      seen.add(wall);
      return [
        {
          wall,
          scenario: scenarioTitle(base[row]),
          share: before[row],
          runs: pairs[row],
          isSignificant: false,
          difference: '',
        },
        with_,
      ];
    })
    .filter(({ share }) => Number.isFinite(share));
}

/** What a panel of a wall shows. */
export const wallTitle = (wall: string): string =>
  wall === 'none' ? 'No wall (share of runs)' : `${capital(withinSentence(wall))} first (share of runs)`;

function panel(wall: string, shares: readonly WallShare[], scenarios: readonly string[], colour: string): Spec {
  const values = shares
    .filter((one) => one.wall === wall)
    .map(({ scenario, share, runs, difference }) => {
      const [low, high] = shareInterval(Math.round(share * runs), runs);
      const text = `${percentWord(share)} (${percentRange(low, high)})`;
      return {
        scenario: rowName(scenario),
        share,
        low: Number(low.toPrecision(6)),
        high: Number(high.toPrecision(6)),
        ...(difference === '' ? { text } : { withDifference: text, difference }),
      };
    });
  const y = { field: 'scenario', type: 'nominal', scale: { domain: scenarios.map(rowName) }, axis: ROW_NAMES };
  const x = {
    type: 'quantitative',
    scale: { domain: [0, 1] },
    axis: { title: wallTitle(wall), ...PER_CENT, values: [0, 0.5, 1] },
  };
  return {
    width: WIDTH,
    height: { step: ROW_HEIGHT },
    data: { values },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 2, color: colour },
        encoding: { y, x: { field: 'low', ...x }, x2: { field: 'high' } },
      },
      {
        mark: { type: 'point', filled: true, size: 90, opacity: 1, color: colour },
        encoding: { y, x: { field: 'share', ...x } },
      },
      ...(['text', 'withDifference', 'difference'] as const).map((field) => ({
        transform: [{ filter: `isValid(datum.${field})` }],
        ...figuresAtRight(y, field, FIGURE_BELOW[field]),
      })),
    ],
  };
}

/** One change: a row for every wall, from its share in the base to that with the change. */
function rows(walls: readonly string[], shares: readonly WallShare[], [base, changed]: readonly string[]): Spec {
  const colours = wallColours(walls);
  const name = (wall: string): string => (wall === 'none' ? 'No wall' : capital(withinSentence(wall)));
  const of = (wall: string, scenario: string): WallShare | undefined =>
    shares.find((one) => one.wall === wall && one.scenario === scenario);
  const values = walls.flatMap((wall) => {
    const [before, after] = [of(wall, base), of(wall, changed)];
    if (before === undefined || after === undefined) return [];
    const colour = wall === 'none' ? FAINT : (colours.get(wall) ?? INK);
    return {
      wall: name(wall),
      colour,
      figure: after.isSignificant ? INK : FAINT,
      before: before.share,
      after: after.share,
      shares: `${percentWord(before.share)} → ${percentWord(after.share)}`,
      difference: after.difference,
    };
  });
  const y = {
    field: 'wall',
    type: 'nominal',
    scale: { domain: walls.map(name) },
    axis: { title: null, ticks: false, domain: false },
  };
  const x = {
    type: 'quantitative',
    scale: { domain: [0, 1] },
    axis: { title: 'Share of runs', values: [0, 0.25, 0.5, 0.75, 1], ...PER_CENT },
  };
  const color = { field: 'colour', type: 'nominal', scale: null };
  const [first] = values;
  const named = (['before', 'after'] as const).map(
    (field, at): Spec => ({
      data: { values: first === undefined ? [] : [{ ...first, name: at === 0 ? 'before' : 'with the change' }] },
      mark: {
        type: 'text',
        align: first !== undefined && first[field] > 0.5 ? 'right' : 'left',
        dx: first !== undefined && first[field] > 0.5 ? 6 : -6,
        dy: at === 0 ? -17 : 18,
        fontSize: 11,
        color: INK,
      },
      encoding: { y, x: { field, ...x }, text: { field: 'name' } },
    }),
  );
  const dot = (field: 'before' | 'after', mark: Spec): Spec => ({
    mark: { type: 'point', size: 130, opacity: 1, strokeWidth: 2.5, ...mark },
    encoding: { y, x: { field, ...x }, color },
  });
  return {
    width: WIDTH,
    height: { step: CHANGE_HEIGHT },
    data: { values },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 2.5 },
        encoding: { y, x: { field: 'before', ...x }, x2: { field: 'after' }, color },
      },
      dot('before', { fill: PAPER }),
      dot('after', { filled: true }),
      ...named,
      ...(['shares', 'difference'] as const).map((field, at) => {
        const figures = figuresAtRight(y, field, at === 0 ? -7 : 8);
        const encoding = figures.encoding as Spec;
        return at === 0
          ? figures
          : { ...figures, encoding: { ...encoding, color: { field: 'figure', type: 'nominal', scale: null } } };
      }),
    ],
  };
}

/** What a change does to the first walls: its significant differences, the largest first. */
export function wallsMessage(shares: readonly WallShare[], base: string): string {
  const size = ({ change: [middle] = [0, 0, 0] }: WallShare): number =>
    Number.isFinite(middle) ? Math.abs(middle) : 0;
  const changes = shares.filter(({ scenario }) => scenario !== base).sort((a, b) => size(b) - size(a));
  const [strongest] = changes;
  const sure = changes.filter(({ scenario, isSignificant }) => scenario === strongest.scenario && isSignificant);
  const who = ({ wall }: WallShare): string => (wall === 'none' ? 'no wall' : withinSentence(wall));
  if (sure.length === 0) {
    const most = strongest.difference === '' ? '' : `; largest: ${who(strongest)} ${strongest.difference}`;
    return `With ${strongest.scenario}, no share of first walls differs significantly${most}`;
  }
  const parts = sure.map((one, at) => {
    const { change = [0, 0, 0] } = one;
    const [middle, low, high] = pointsOf(change);
    const ends = change[0] < 0 ? [high, low] : [low, high];
    const often = `${withUnit(middle, 'points')} ${change[0] < 0 ? 'less' : 'more'} often`;
    const verb = at > 0 ? '' : one.wall === 'none' ? ' is met' : ' comes first';
    return `${who(one)}${verb} ${often}${change[1] === change[2] ? '' : ` (${ends.join(' to ')})`}`;
  });
  return `With ${strongest.scenario}, ${listWord(parts)}`;
}

/** The walls of the base, the most frequent first and the end without a wall last. */
export function wallOrder(shares: readonly WallShare[]): string[] {
  const [{ scenario: base }] = shares;
  const order = ({ wall, share }: WallShare): number => (wall === 'none' ? -1 : share);
  const inBase = shares.filter(({ scenario }) => scenario === base).sort((a, b) => order(b) - order(a));
  return [...new Set([...inBase, ...shares].map(({ wall }) => wall))];
}

/** Draw the walls of the base, the most frequent first: a row each for one change, a panel each for several; undefined without walls. */
export function compareWallsChart(compare: Table, frame: Frame): Spec | undefined {
  const shares = wallShares(compare);
  if (shares.length === 0) return undefined;
  const scenarios = [...new Set(shares.map(({ scenario }) => scenario))];
  const [base, changed] = scenarios;
  const walls = wallOrder(shares);
  const colours = wallColours(walls);
  const isOne = scenarios.length === 2;
  const pairs = counted(Math.max(...shares.map(({ runs }) => runs)), 'run');
  const note = isOne
    ? `${pairs} of each scenario. Right: share in ${base} → with the change, and the paired difference with the 95 % interval of its test. Grey figures: not significant.`
    : `Share of ${pairs} of each scenario with its 95 % interval; under it the paired difference from ${base} with the 95 % interval of its test.`;
  return page(
    isOne
      ? [rows(walls, shares, [base, changed])]
      : walls.map((wall) => panel(wall, shares, scenarios, wall === 'none' ? INK : (colours.get(wall) ?? INK))),
    {
      title: isOne ? `First walls: ${base}, and with ${changed}` : 'First walls in each scenario',
      subtitle: [note, 'Conditional on the assumptions of the scenarios; not a forecast.'],
      slide: { message: wallsMessage(shares, base), note, caveat: WALL_CAVEAT },
    },
    frame,
  );
}
