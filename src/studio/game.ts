/** A game in which the visitor takes a builder's seat: what is asked of a worker, and what it answers. */

export interface Game {
  readonly firm: string;
  readonly months: number;
  readonly seed: string;
  readonly run: number;
  /** Whether the first wall pauses the race. */
  readonly stops: boolean;
}

/** What the player sees of its own books and of the market, `shape/name`. */
export const GAME_SERIES = [
  'firm/market_share',
  'firm/capex_usd_bn',
  'firm/staged_mw',
  'firm/debt_usd_bn',
  'scalar/utilisation',
  'scalar/queue_wait_months',
] as const;
export type GameSeries = (typeof GAME_SERIES)[number];

/** One way to play, quarter by quarter; arrays have shape [quarter]. */
export interface Line {
  /** Payoff up to the end of the quarter: discounted economic profit and the position then held, USD bn. */
  readonly payoff: readonly number[];
  /** Mean intensity of the rivals. */
  readonly rivals: readonly number[];
  readonly series: Readonly<Record<string, readonly number[]>>;
  readonly wall: string;
  /** Quarter of the first wall; -1 when none. */
  readonly wallQuarter: number;
}

export interface GameOutcome {
  /** Quarters that the player has decided; later ones of its line repeat the last choice. */
  readonly quarters: number;
  readonly you: Line;
  readonly racing: Line;
  readonly disciplined: Line;
}
