/** Which strategy of ours is which of the reference tables. */

import { type Seat, seatOf } from '../../../src/engine/match.ts';
import { findStrategy } from '../../../src/strategies/registry.ts';

type Params = Readonly<Record<string, unknown>>;

const REFERENCES: Readonly<Record<string, readonly [id: string, params?: Params]>> = {
  Adaptive: ['adaptive'],
  AdaptiveTitForTat: ['adaptive-tit-for-tat'],
  Alternator: ['alternator'],
  AntiTitForTat: ['anti-tit-for-tat'],
  Bully: ['bully'],
  Capri: ['capri'],
  ContriteTitForTat: ['contrite-tit-for-tat'],
  Cooperator: ['always-disciplined'],
  Defector: ['always-race'],
  DelayedAON1: ['delayed-all-or-none'],
  Detective: ['detective'],
  EasyGo: ['easy-go'],
  FirmButFair: ['firm-but-fair'],
  ForgetfulGrudger: ['forgetful-grudger'],
  'GTFT(0.33)': ['generous-tit-for-tat', { generosity: 0.33 }],
  GoByMajority: ['go-by-majority'],
  Gradual: ['gradual'],
  Grudger: ['grim'],
  HardGoByMajority: ['hard-go-by-majority'],
  HardProber: ['hard-prober'],
  HardTitFor2Tats: ['hard-tit-for-two-tats'],
  HardTitForTat: ['hard-tit-for-tat'],
  OmegaTFT: ['omega-tit-for-tat'],
  OriginalGradual: ['original-gradual'],
  Prober: ['prober'],
  Prober2: ['prober-2'],
  Prober3: ['prober-3'],
  Random: ['random'],
  'Random(0.5)': ['random'],
  SneakyTitForTat: ['sneaky-tit-for-tat'],
  SoftGrudger: ['soft-grudger'],
  SuspiciousTitForTat: ['suspicious-tit-for-tat'],
  TitFor2Tats: ['tit-for-two-tats'],
  TitForTat: ['tit-for-tat'],
  TwoTitsForTat: ['two-tits-for-tat'],
  WinShiftLoseStay: ['win-shift-lose-stay'],
  WinStayLoseShift: ['win-stay-lose-shift'],
  'SET-2': ['set-2'],
  ZDExtort2: ['extort-2'],
  ZDExtort4: ['extort-4'],
  ZDGTFT2: ['zd-generous-2'],
};

/** A seat for the strategy that a reference table calls `name`. */
export function referenceSeat(name: string, params?: Params): Seat {
  const known = REFERENCES[name];
  const strategy = known === undefined ? undefined : findStrategy(known[0]);
  if (strategy === undefined) throw new Error(`no strategy stands for ${name}`);
  return seatOf(strategy, { ...known?.[1], ...params });
}
