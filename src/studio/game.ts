/** A game in which the visitor takes a builder's seat: what is asked of a worker, and what it answers. */

export interface Game {
  readonly firm: string;
  readonly months: number;
  readonly seed: string;
  readonly run: number;
  /** Whether the first wall pauses the race. */
  readonly stops: boolean;
}

/** A game as the address holds it: who is played, how long, under which draws, and what was decided. */
export interface Hand extends Omit<Game, 'seed'> {
  /** Intensity of each quarter so far, in [0, 1]. */
  readonly choices: readonly number[];
}

export const DEFAULT_HAND: Hand = { firm: 'META', months: 60, run: 0, stops: true, choices: [] };

export const handText = ({ firm, months, run, stops, choices }: Hand): string =>
  [firm, months, run, stops ? 'pause' : 'go-on', ...choices].join(',');

/** Read a game back; the default one where the text is none. */
export function handOf(text: string): Hand {
  const [firm, months, run, stops, ...choices] = text.split(',');
  const numbers = [months, run, ...choices].map(Number);
  const isGood =
    firm !== '' && (stops === 'pause' || stops === 'go-on') && numbers.every((x) => Number.isFinite(x) && x >= 0);
  if (!isGood || numbers[0] < 12 || numbers[0] > 600 || numbers.slice(2).some((x) => x > 1)) return DEFAULT_HAND;
  return {
    firm,
    months: Math.round(numbers[0]),
    run: Math.round(numbers[1]),
    stops: stops === 'pause',
    choices: numbers.slice(2),
  };
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
