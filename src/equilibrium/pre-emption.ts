/** Pre-emption between two firms with one irreversible investment each: investment triggers. */

import { optionRoot } from '../game/investment-option.ts';
import { pow } from '../numeric/elementary.ts';
import { bisect } from './solve-linear.ts';

export interface DuopolyRule {
  /** Discount rate, drift and volatility of demand, a year. */
  readonly rate: number;
  readonly drift: number;
  readonly volatility: number;
  /** Cost of investing. */
  readonly cost: number;
  /** Yearly flow per unit of demand: alone, and with a rival. */
  readonly alone: number;
  readonly beside: number;
}

/**
 * Demand levels that trigger investment: a monopolist `b/(b-1) (r-a) I / D1`, a follower `b/(b-1) (r-a) I / D2`, and a
 * leader threatened with pre-emption, who invests as soon as leading has the value of following.
 *
 * Source: [DixitPindyck1994], [Grenadier2002].
 */
export function duopolyTriggers({ rate, drift, volatility, cost, alone, beside }: DuopolyRule) {
  const root = optionRoot(volatility, rate, rate - drift);
  const discount = rate - drift;
  const wait = root / (root - 1);
  const monopolist = (wait * discount * cost) / alone;
  const follower = (wait * discount * cost) / beside;
  const gain = (level: number): number => {
    const reached = pow(level / follower, root);
    const leads = (level * alone) / discount - cost + (reached * follower * (beside - alone)) / discount;
    return leads - reached * ((follower * beside) / discount - cost);
  };
  const leader = bisect(0.5 * ((discount * cost) / alone), monopolist, (level) => gain(level) < 0);
  return { root, leader, monopolist, follower };
}
