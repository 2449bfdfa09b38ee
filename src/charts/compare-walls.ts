/** First walls of compared scenarios: share of runs that each wall stops, in the base and with each change. */

import { counted } from '../numeric/counted.ts';
import { shareInterval } from '../numeric/share-interval.ts';
import { changeTitles, scenarioTitle } from '../output/change-words.ts';
import { changeName } from '../output/scenario-name.ts';
import { capital, differenceWord, percentRange, percentWord, withinSentence } from '../output/words.ts';
import { WALL_CAVEAT, wallColours } from './first-wall.ts';
import { figuresAtRight, type Frame, INK, page, ROW_NAMES, rowName, type Spec } from './spec.ts';
import { numberColumn, type Table, textColumn } from './table.ts';

/** Share of the runs of a scenario that a wall stops first. */
interface WallShare {
  readonly wall: string;
  readonly scenario: string;
  readonly share: number;
  readonly runs: number;
  /** Whether it differs from the base (always-valid test). */
  readonly isSignificant: boolean;
  /** The paired difference from the base in percentage points, with its interval; empty for the base. */
  readonly difference: string;
}

const WIDTH = 430;
const ROW_HEIGHT = 34;
const WALL = 'wall=';
/** The share is above its difference, and a share alone beside its mark, px. */
const FIGURE_BELOW = { text: 0, withDifference: -7, difference: 7 };

/** Shares that `compare.csv` holds: those of the base first; empty where scenarios have no walls. */
function wallShares(compare: Table): WallShare[] {
  const [base, other, metric] = ['base', 'other', 'metric'].map((name) => textColumn(compare, name));
  const [before, after, pairs] = ['base_mean', 'other_mean', 'pairs'].map((name) => numberColumn(compare, name));
  const [mean, half, least, most] = ['difference', 'always_valid_half_width', 'low_95', 'high_95'].map((name) =>
    compare.header.includes(name) ? numberColumn(compare, name) : [],
  );
  const isSure = compare.header.includes('significant') ? numberColumn(compare, 'significant') : [];
  const rows = metric.flatMap((name, row) => (name.startsWith(WALL) ? [row] : []));
  const seen = new Set<string>();
  const titles = changeTitles([...new Set(other.map((name, row) => changeName(name, base[row])))]);
  return rows
    .flatMap((row): WallShare[] => {
      const wall = metric[row].slice(WALL.length);
      const scenario = titles.get(changeName(other[row], base[row])) ?? '';
      // Below 30 pairs there is no always-valid interval.
      const ends = Number.isFinite(half[row])
        ? [mean[row] - half[row], mean[row] + half[row]]
        : [least[row], most[row]];
      const points = [mean[row], Math.max(-1, ends[0]), Math.min(1, ends[1])];
      const [middle, low, high] = points.map((share) => 100 * share);
      const difference = Number.isFinite(middle)
        ? differenceWord(middle, low, high).replace(/(?= \(|$)/, ' points')
        : '';
      const with_ = {
        wall,
        scenario,
        share: after[row],
        runs: pairs[row],
        isSignificant: isSure[row] === 1,
        difference,
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

const wallTitle = (wall: string): string =>
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
    axis: { title: wallTitle(wall), format: '.0%', values: [0, 0.5, 1] },
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

/** Draw a panel for every wall; undefined where the scenarios have no walls. */
export function compareWallsChart(compare: Table, frame: Frame): Spec | undefined {
  const shares = wallShares(compare);
  if (shares.length === 0) return undefined;
  const walls = [...new Set(shares.map(({ wall }) => wall))];
  const scenarios = [...new Set(shares.map(({ scenario }) => scenario))];
  const colours = wallColours(walls);
  const [base] = scenarios;
  const pairs = Math.max(...shares.map(({ runs }) => runs));
  const shareIn = (wall: string, scenario: string): number =>
    shares.find((one) => one.wall === wall && one.scenario === scenario)?.share ?? Number.NaN;
  const strongest = shares
    .filter(({ scenario }) => scenario !== base)
    .reduce((most, one) => {
      const size = ({ wall, share }: WallShare): number => Math.abs(share - shareIn(wall, base));
      return size(one) > size(most) ? one : most;
    });
  const named = strongest.wall === 'none' ? 'No wall' : `First wall ${withinSentence(strongest.wall)}`;
  const note = `Share of ${counted(pairs, 'run')} of each scenario with its 95 % interval; under it the paired difference from ${base} with the 95 % interval of its test.`;
  return page(
    walls.map((wall) => panel(wall, shares, scenarios, wall === 'none' ? INK : (colours.get(wall) ?? INK))),
    {
      title: 'First walls in each scenario',
      subtitle: [note, 'Conditional on the assumptions of the scenarios; not a forecast.'],
      slide: {
        message: `${named}: ${percentWord(shareIn(strongest.wall, base))} of runs in ${base}, ${percentWord(strongest.share)} with ${strongest.scenario}${strongest.difference === '' ? '' : `: ${strongest.difference}`}${strongest.isSignificant ? '' : ', not significant'}`,
        note,
        caveat: WALL_CAVEAT,
      },
    },
    frame,
  );
}
