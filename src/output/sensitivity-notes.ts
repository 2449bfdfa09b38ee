/** How the runs of a design for sensitivity were made: their number, the precision reached, and numbers left out. */

import { counted } from '../numeric/counted.ts';
import { changeWords } from './change-words.ts';
import { MOST_NAMED } from './sensitivity-report.ts';
import { capital, countWord, shortNumber } from './words.ts';

/** `10 points`, or `1 trajectory` of a Morris design. */
export function pointsWord(kind: 'saltelli' | 'morris', count: number): string {
  return kind === 'morris' ? counted(count, 'trajectory', 'trajectories') : counted(count, 'point');
}

/** How the runs of a design were made: their number, the precision reached, and numbers that vary less or not at all. */
export function designedNotes(
  made: {
    readonly kind: 'saltelli' | 'morris';
    readonly points: number;
    readonly runs: number;
    readonly widest: number;
    readonly isPrecise: boolean;
    readonly cpuSeconds: number;
  },
  asked: {
    readonly axes: number;
    readonly left: readonly { readonly path: string; readonly reason: string; readonly isSeries?: boolean }[];
    readonly cut: readonly string[];
    readonly precision: number;
    readonly budget: number;
  },
): string[] {
  const { kind, points, runs, widest, isPrecise, cpuSeconds } = made;
  const { axes, left, cut, precision, budget } = asked;
  const isMorris = kind === 'morris';
  const reached = isPrecise
    ? `Every interval is within the precision of ${shortNumber(precision)}.`
    : `The budget of ${counted(budget, 'run')} ended with a widest interval of ${shortNumber(widest)}${isMorris ? ' of the largest effect' : ''}, and --precision is ${shortNumber(precision)}.${runsNeeded(runs, widest / precision)}`;
  return [
    '',
    `${counted(runs, 'run')} of ${pointsWord(kind, points)} over ${counted(axes, 'number')}, ${shortNumber(cpuSeconds)} CPU seconds. ${reached}`,
    ...(isMorris
      ? ['The runs of a trajectory have the same random draws, so that an effect is that of the number alone.']
      : []),
    ...namedLine(
      left.filter(({ isSeries }) => isSeries !== true).map(({ path }) => path),
      'cannot vary alone and are left out',
    ),
    ...left
      .filter(({ isSeries }) => isSeries === true)
      .map(({ path, reason }) => `${capital(changeWords(path))} (${path}) is left out: ${reason}.`),
    ...namedLine(cut, 'vary up to the limit of what is allowed'),
  ];
}

/** Runs that a precision would take, to two digits: an interval is as wide as one over the root of their number. */
function runsNeeded(runs: number, ratio: number): string {
  if (!Number.isFinite(ratio)) return ' --runs raises the budget.';
  const needed = Number((runs * ratio * ratio).toPrecision(2));
  return ` That would take about ${countWord(needed)} runs, because a width falls with the square root of their number: --runs ${needed}, or a wider --precision.`;
}

function namedLine(paths: readonly string[], what: string): string[] {
  if (paths.length === 0) return [];
  const named = [
    ...paths.slice(0, MOST_NAMED).map((path) => changeWords(path)),
    ...(paths.length > MOST_NAMED ? ['and more'] : []),
  ];
  return [`${counted(paths.length, 'number')} ${what}: ${named.join(', ')}.`];
}
