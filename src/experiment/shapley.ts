/** Attribution of an outcome: Shapley values, main effects and interactions from all on/off combinations of players. */

/**
 * The Harsanyi dividends of a game: the value that each coalition adds beyond its sub-coalitions.
 *
 * @param worth  Value of each coalition; bit i of the index says whether player i is in. Length 2^n. @returns      By
 * coalition; the value of any coalition is the sum of the dividends of its subsets.
 *
 * Source: [Harsanyi1963].
 */
export function dividends(worth: ArrayLike<number>): Float64Array {
  const out = Float64Array.from(worth);
  for (let bit = 1; bit < out.length; bit <<= 1) {
    for (let coalition = 0; coalition < out.length; coalition++) {
      if ((coalition & bit) !== 0) out[coalition] -= out[coalition ^ bit];
    }
  }
  return out;
}

/**
 * Shapley values: the mean contribution of each player over all orders of players.
 *
 * They add up to the value of all players minus that of none.
 *
 * @param worth  Of each coalition; bit i of the index says whether player i is in. Length 2^n.
 *
 * Source: [Shapley1953], as the equal split of the dividends [Harsanyi1963].
 */
export function shapleyValues(worth: ArrayLike<number>): Float64Array {
  const shares = new Float64Array(playerCount(worth));
  for (const [coalition, dividend] of dividends(worth).entries()) {
    const size = sizeOf(coalition);
    for (let i = 0; i < shares.length; i++) if (isIn(i, coalition)) shares[i] += dividend / size;
  }
  return shares;
}

/**
 * Shapley interaction index of every pair: the joint contribution of the two minus their separate ones, averaged over
 * the others. Above zero they are complements, below zero substitutes.
 *
 * @returns  Shape [first, second], symmetric, with zeros on the diagonal.
 *
 * Source: [GrabischRoubens1999].
 */
export function shapleyInteractions(worth: ArrayLike<number>): Float64Array {
  const players = playerCount(worth);
  const out = new Float64Array(players * players);
  for (const [coalition, dividend] of dividends(worth).entries()) {
    const part = dividend / (sizeOf(coalition) - 1);
    for (let i = 0; i < players; i++) {
      for (let j = 0; j < players; j++) {
        if (i !== j && isIn(i, coalition) && isIn(j, coalition)) out[i * players + j] += part;
      }
    }
  }
  return out;
}

/** Main effects of the factorial: switching one player on, averaged over every combination of the others. */
export function mainEffects(worth: ArrayLike<number>): Float64Array {
  const effects = new Float64Array(playerCount(worth));
  for (let i = 0; i < effects.length; i++) {
    for (let coalition = 0; coalition < worth.length; coalition++) {
      effects[i] += isIn(i, coalition) ? worth[coalition] : -worth[coalition];
    }
    effects[i] /= worth.length / 2;
  }
  return effects;
}

/** Whether a player is in a coalition. */
export function isIn(player: number, coalition: number): boolean {
  return (coalition & (1 << player)) !== 0;
}

function playerCount(worth: ArrayLike<number>): number {
  const players = 31 - Math.clz32(worth.length);
  if (worth.length !== 1 << players) throw new RangeError(`expected 2^n coalitions, got ${worth.length}`);
  return players;
}

function sizeOf(coalition: number): number {
  let size = 0;
  for (let rest = coalition; rest !== 0; rest &= rest - 1) size++;
  return size;
}
