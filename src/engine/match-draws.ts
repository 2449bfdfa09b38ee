/** Random draws of a match: its length, execution errors, misread moves, and seeds of the players' generators. */

import { log } from '../numeric/elementary.ts';
import type { SeedKey } from '../random/seed.ts';
import { fillUniforms, openStream, type StreamId, type StreamKey, streamId, uniformAt } from '../random/stream.ts';

export interface MatchDrawsRule {
  readonly turns: number;
  readonly continuation?: number;
  readonly executionNoise?: number;
  readonly observationNoise?: number;
  readonly label?: string;
}

export interface MatchDraws {
  /** Length of the current match. */
  readonly turns: number;
  /**
   * Make the draws of a replication. They are keyed by seed, replication, label and seat, so the schedule does not
   * matter.
   */
  open(seed: SeedKey, replication: number): void;
  /** Whether a seat plays the opposite of what it decided. */
  slips(seat: number, turn: number): boolean;
  /** Whether an observer takes a rival's move for its opposite. */
  misreads(observer: number, rival: number, turn: number): boolean;
  generatorSeed(seed: SeedKey, replication: number, seat: number): string;
}

/**
 * Longest match: a stream has 2^32 draws; with a continuation probability of .9999999, one match in 10^43 is longer.
 */
export const MAX_TURNS = 1_000_000_000;
/** Up to this many turns all draws precede the match; in a longer match each is made when it is needed. */
export const DRAWN_AHEAD = 1_000_000;

/** Compile the streams of a match; `turns` counts unless the length is random. */
export function createMatchDraws(ids: readonly string[], rule: MatchDrawsRule): MatchDraws {
  const { continuation, executionNoise = 0, observationNoise = 0, label = '' } = rule;
  checkRule(rule);
  const players = ids.length;
  const key = (what: string, who: string): StreamId => streamId(what, `${label}\u0001${who}`);
  const lengthId = key('match-length', '');
  const slipIds = ids.map((id) => key('match-execution', id));
  const readIds = ids.flatMap((observer) => ids.map((rival) => key('match-observation', `${observer}\u0001${rival}`)));
  let turns = rule.turns;
  let slips = new Uint8Array(0);
  let misreadings = new Uint8Array(0);
  let uniforms = new Float64Array(0);
  let slipKeys: StreamKey[] = [];
  let readKeys: StreamKey[] = [];

  function stepEvents(
    flags: Uint8Array,
    ids: readonly StreamId[],
    chance: number,
    open: (id: StreamId) => StreamKey,
  ): void {
    for (let row = 0; row < ids.length; row++) {
      fillUniforms(uniforms, open(ids[row]), turns);
      for (let t = 0; t < turns; t++) flags[row * turns + t] = uniforms[t] < chance ? 1 : 0;
    }
  }

  return {
    get turns() {
      return turns;
    },
    open(seed, replication) {
      if (continuation !== undefined) {
        const u = uniformAt(openStream(seed, replication, lengthId), 0);
        turns = Math.min(MAX_TURNS, 1 + Math.floor(log(1 - u) / log(continuation)));
      }
      if (executionNoise === 0 && observationNoise === 0) return;
      const open = (id: StreamId): StreamKey => openStream(seed, replication, id);
      slipKeys = turns > DRAWN_AHEAD ? slipIds.map(open) : [];
      readKeys = turns > DRAWN_AHEAD ? readIds.map(open) : [];
      if (turns > DRAWN_AHEAD) return;
      if (uniforms.length < turns) uniforms = new Float64Array(turns);
      if (executionNoise > 0) {
        if (slips.length < players * turns) slips = new Uint8Array(players * turns);
        stepEvents(slips, slipIds, executionNoise, open);
      }
      if (observationNoise > 0) {
        if (misreadings.length < players * players * turns) misreadings = new Uint8Array(players * players * turns);
        stepEvents(misreadings, readIds, observationNoise, open);
      }
    },
    slips(seat, turn) {
      if (executionNoise === 0) return false;
      if (turns > DRAWN_AHEAD) return uniformAt(slipKeys[seat], turn) < executionNoise;
      return slips[seat * turns + turn] === 1;
    },
    misreads(observer, rival, turn) {
      if (observationNoise === 0) return false;
      const row = observer * players + rival;
      if (turns > DRAWN_AHEAD) return uniformAt(readKeys[row], turn) < observationNoise;
      return misreadings[row * turns + turn] === 1;
    },
    generatorSeed: (seed, replication, seat) => `${seed.k0}/${seed.k1}/${replication}/match/${label}/${ids[seat]}`,
  };
}

function checkRule({ turns, continuation, executionNoise = 0, observationNoise = 0 }: MatchDrawsRule): void {
  if (!(Number.isInteger(turns) && turns >= 1 && turns <= MAX_TURNS)) {
    throw new RangeError(`turns: expected a whole number in [1, ${MAX_TURNS}], got ${turns}`);
  }
  if (continuation !== undefined && !(continuation > 0 && continuation < 1)) {
    throw new RangeError(`continuation: expected a number between 0 and 1, got ${continuation}`);
  }
  for (const noise of [executionNoise, observationNoise]) {
    if (!(noise >= 0 && noise <= 1)) throw new RangeError(`noise: expected a number in [0, 1], got ${noise}`);
  }
}
