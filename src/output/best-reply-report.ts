/** Prints and tabulates a search for the best reply to a profile of strategies. */

import { type Column, field } from '../columns/column.ts';
import type { Estimate } from '../equilibrium/sampled-game.ts';
import { counted } from '../numeric/counted.ts';
import type { CsvValue } from './csv.ts';
import type { Resource } from './datapackage.ts';
import { tableLines } from './text-table.ts';
import { countWord, listWord, percentWord, quantityWord, shortNumber } from './words.ts';

export const REPLIES_FILE = 'replies.csv';
const MOST_SHOWN = 12;

export interface Reply {
  readonly name: string;
  /** Gain over the profile in the replications of the search, in the unit of the game. */
  readonly gain: Estimate;
  /** The gain in fresh replications; absent where it was not among the best. */
  readonly fresh?: Estimate;
}

export interface FoundReplies {
  /** Best first: by the fresh gain, then the others by the gain of the search. */
  readonly replies: readonly Reply[];
  /** Payoff of the player in the profile. */
  readonly base: Estimate;
}

export interface ReplyTitle {
  readonly title: string;
  readonly unit: string;
  /** What a payoff is. */
  readonly payoff: string;
  readonly seed: string;
  readonly role: string;
  readonly members: readonly string[];
  readonly against: string;
}

export function replyResources(unit: string): (Resource & { readonly columns: readonly Column[] })[] {
  const payoff = (name: string, description: string): Column => field(name, unit || '1', description);
  return [
    {
      path: REPLIES_FILE,
      description: 'one row per strategy tried, best first',
      key: ['strategy'],
      columns: [
        field('strategy', '', 'Strategy with its parameters.', 'string'),
        payoff('gain', 'Gain of a player over the profile, mean of the replications of the search.'),
        payoff('gain_low', 'Lower end of its 95 % interval.'),
        payoff('gain_high', 'Upper end.'),
        field('replications', '1', 'Paired replications of the search.', 'integer'),
        payoff('fresh_gain', 'Gain in fresh replications, free of selection bias; empty unless among the best.'),
        payoff('fresh_low', 'Lower end of its 95 % interval.'),
        payoff('fresh_high', 'Upper end.'),
        field('fresh_replications', '1', 'Paired fresh replications.', 'integer'),
      ],
    },
  ];
}

export function replyRows({ replies }: FoundReplies): CsvValue[][] {
  return replies.map(({ name, gain, fresh }) => [
    name,
    gain.mean,
    gain.low,
    gain.high,
    gain.replications,
    ...(fresh === undefined
      ? [undefined, undefined, undefined, undefined]
      : [fresh.mean, fresh.low, fresh.high, fresh.replications]),
  ]);
}

function intervalWords({ mean, low, high }: Estimate): string {
  return `${shortNumber(mean)} (${shortNumber(low)} to ${shortNumber(high)})`;
}

export function replyLines({ replies, base }: FoundReplies, about: ReplyTitle): string[] {
  const { unit } = about;
  const shown = replies.slice(0, MOST_SHOWN);
  const unitWord = unit === '' ? '' : `, ${unit}`;
  return [
    about.title,
    `Payoff: ${about.payoff}.`,
    `One player of role ${about.role} (${listWord(about.members)}) deviates; against: ${about.against}`,
    `${counted(replies.length, 'strategy', 'strategies')} and parameters tried, seed ${about.seed}; common random numbers, intervals of 95 %`,
    `In the profile the player earns ${quantityWord(base.mean, unit)} (${shortNumber(base.low)} to ${shortNumber(base.high)})`,
    '',
    ...tableLines([
      ['reply', `gain in fresh runs${unitWord}`, `gain in the search${unitWord}`],
      ...shown.map(({ name, gain, fresh }) => [
        name,
        fresh === undefined ? '' : intervalWords(fresh),
        intervalWords(gain),
      ]),
    ]),
    ...(replies.length > shown.length
      ? [`and ${countWord(replies.length - shown.length)} more in ${REPLIES_FILE}`]
      : []),
    '',
    ...verdictLines(replies, base, unit),
  ];
}

function verdictLines(replies: readonly Reply[], base: Estimate, unit: string): string[] {
  const [{ name, fresh }] = replies;
  if (fresh === undefined) return [];
  if (fresh.low > 0) {
    // A share of a payoff near zero says nothing.
    const isLarge = (base.low > 0 || base.high < 0) && Math.abs(base.mean) >= fresh.mean;
    const of = isLarge
      ? `${percentWord(fresh.mean / Math.abs(base.mean))} of its payoff`
      : `on a payoff of ${quantityWord(base.mean, unit)}`;
    return [
      `Exploitability of the profile: at least ${quantityWord(fresh.low, unit)} at 95 %; best reply found: ${name}, gains ${quantityWord(fresh.mean, unit)}, ${of}.`,
    ];
  }
  if (replies.every((reply) => (reply.fresh ?? reply.gain).high <= 0))
    return ['No tried reply has a gain: among these the profile is a best reply to itself.'];
  if (fresh.mean <= 0) return ['No significant gain: the best replies of the search gain nothing in fresh runs.'];
  return [
    `No significant gain: the best reply found, ${name}, gains ${quantityWord(fresh.mean, unit)}, and the interval contains zero.`,
  ];
}
