/** Chart of equilibria along one parameter: one panel per role, one row per strategy, a point where it is in an equilibrium. */

import { changeWords, parameterTitle } from '../output/change-words.ts';
import { type Frame, FAINT, OKABE_ITO, page, type Spec } from './spec.ts';

/** Probability of a strategy in an equilibrium at a value. */
export interface TraceMark {
  readonly value: number;
  readonly role: string;
  readonly strategy: string;
  readonly chance: number;
  readonly isConfirmed: boolean;
}

export interface TraceWords {
  readonly path: string;
  readonly scenario: string;
  readonly epsilon: string;
}

const WIDTH = 560;
const ROW = 24;
/** Room for the points at both ends, px. */
const EDGE = 12;
const CONFIRMED = 'regret below the bound';
const UNCONFIRMED = 'undecided';

export function equilibriumTraceChart(marks: readonly TraceMark[], words: TraceWords, frame: Frame): Spec {
  const roles = [...new Set(marks.map(({ role }) => role))];
  const ends = marks.map(({ value }) => value);
  const domain = [Math.min(...ends), Math.max(...ends)];
  const panels = roles.map((role): Spec => {
    const own = marks.filter((mark) => mark.role === role);
    const strategies = [...new Set(own.map(({ strategy }) => strategy))];
    return {
      width: WIDTH,
      height: ROW * strategies.length,
      data: {
        values: own
          .filter(({ chance }) => chance > 0)
          .map(({ value, strategy, chance, isConfirmed }) => ({
            value,
            strategy,
            chance: Number(chance.toPrecision(4)),
            verdict: isConfirmed ? CONFIRMED : UNCONFIRMED,
          })),
      },
      mark: { type: 'point', filled: true, opacity: 0.9 },
      encoding: {
        x: {
          field: 'value',
          type: 'quantitative',
          scale: { domain, padding: EDGE },
          axis: { title: parameterTitle(words.path), grid: true },
        },
        y: { field: 'strategy', type: 'nominal', scale: { domain: strategies }, axis: { title: role, labelLimit: 0 } },
        size: {
          field: 'chance',
          type: 'quantitative',
          scale: { domain: [0, 1], range: [4, 160] },
          legend: null,
        },
        color: {
          field: 'verdict',
          type: 'nominal',
          scale: { domain: [CONFIRMED, UNCONFIRMED], range: [OKABE_ITO[0], FAINT] },
        },
      },
    };
  });
  return page(
    panels,
    {
      title: `Equilibrium strategies by ${changeWords(words.path)}`,
      subtitle: [
        `Area of a point: probability of the strategy in an equilibrium of ${words.scenario} with regret of at most ${words.epsilon} of a player's payoff.`,
        'Several equilibria at one value overlap. Values are closer together where the equilibria change.',
        'Conditional on the assumptions of the scenario and on the strategies offered; not a forecast.',
      ],
    },
    frame,
  );
}
