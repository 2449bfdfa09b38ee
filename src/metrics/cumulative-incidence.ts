/** Cumulative incidence of competing causes: the probability that each has ended a run by a month. */

/** End of observation of one run. */
export interface Exit {
  /** The cause; undefined when the run was still active at the end of observation. */
  readonly cause: string | undefined;
  /** Month of the end, or the last month observed. */
  readonly month: number;
}

export interface CumulativeIncidence {
  /** Probability of an end by each cause up to and including each month; causes in alphabetical order. */
  readonly causes: readonly { readonly cause: string; readonly incidence: readonly number[] }[];
  /** Probability of no end up to and including each month. Shape [month]. */
  readonly survival: readonly number[];
  /** Runs observed in each month. Shape [month]. */
  readonly atRisk: readonly number[];
}

/**
 * Estimate the incidence of competing causes month by month from runs, some of them censored.
 *
 * A run counts as observed in the month in which its observation ends. When all are observed to the same month, the
 * estimate is the share of runs; otherwise the shares of the other runs represent censored ones.
 *
 * Source: the product-limit estimate for several causes [AalenJohansen1978].
 */
export function cumulativeIncidence(exits: readonly Exit[], months: number): CumulativeIncidence {
  const names = [...new Set(exits.flatMap(({ cause }) => cause ?? []))].sort((a, b) => (a < b ? -1 : 1));
  const ended = names.map((name) => countByMonth(exits, name, months));
  const lost = countByMonth(exits, undefined, months);
  const causes = names.map((cause) => ({ cause, incidence: new Array<number>(months) }));
  const survival = new Array<number>(months);
  const atRisk = new Array<number>(months);
  const reached = names.map(() => 0);
  let watched = exits.length;
  let surviving = 1;
  for (let month = 0; month < months; month++) {
    atRisk[month] = watched;
    let ends = 0;
    for (let c = 0; c < names.length; c++) {
      const count = ended[c][month];
      if (count > 0) reached[c] += (surviving * count) / watched;
      causes[c].incidence[month] = reached[c];
      ends += count;
    }
    if (ends > 0) surviving *= (watched - ends) / watched;
    survival[month] = surviving;
    watched -= ends + lost[month];
  }
  return { causes, survival, atRisk };
}

function countByMonth(exits: readonly Exit[], wanted: string | undefined, months: number): Float64Array {
  const counts = new Float64Array(months);
  for (const { cause, month } of exits) if (cause === wanted && month >= 0 && month < months) counts[month]++;
  return counts;
}
