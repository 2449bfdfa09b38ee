/** The random generator of a strategy: sequential draws, separate from the streams of the economy. */

import seedrandom from 'seedrandom';
import { log } from '../numeric/elementary.ts';

export interface Generator {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** True with probability p. */
  bernoulli(p: number): boolean;
  /** Standard normal. */
  normal(): number;
  /** Number of uniform draws so far; 0 for a deterministic strategy. */
  readonly draws: number;
  /** Save and restore the state as plain data. */
  save(): GeneratorState;
  restore(state: GeneratorState): void;
}

/** State of a generator: plain data. */
export interface GeneratorState {
  readonly draws: number;
  readonly alea: Record<'c' | 's0' | 's1' | 's2', number>;
}

/** Make the generator of a seed string, by Alea with its first draw discarded. */
export function createGenerator(seed: string): Generator {
  let next = seedrandom.alea(seed, { state: true });
  next.double();
  let draws = 0;
  const uniform = (): number => {
    draws++;
    return next.double();
  };
  return {
    uniform,
    bernoulli: (p) => uniform() < p,
    normal: () => polarNormal(uniform),
    get draws() {
      return draws;
    },
    save: () => ({ draws, alea: { ...next.state() } }),
    restore(state) {
      draws = state.draws;
      next = seedrandom.alea('', { state: { ...state.alea } });
    },
  };
}

/** One normal draw from uniform ones by the polar method [Marsaglia1964]; its second value is discarded. */
function polarNormal(uniform: () => number): number {
  for (;;) {
    const u = 2 * uniform() - 1;
    const v = 2 * uniform() - 1;
    const w = u * u + v * v;
    if (w < 1 && w > 0) return u * Math.sqrt((-2 * log(w)) / w);
  }
}
