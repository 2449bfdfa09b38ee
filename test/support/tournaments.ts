/** Tournaments played without a results folder, for the tests of standings, workers and faults. */

import type { Entry } from '../../src/node/experiments/entrants.ts';
import { runTournament } from '../../src/node/experiments/tournament.ts';
import type { TournamentResult, TournamentRule } from '../../src/tournament/tournament.ts';

interface Played {
  readonly rule: TournamentRule;
  readonly entry: Entry;
  readonly jobs: number;
  readonly timeoutSeconds?: number;
}

export async function playedTournament({ rule, entry, ...place }: Played): Promise<TournamentResult> {
  const spec = { rule, entry, short: 'game', title: 'a game', unit: '', locale: 'en' } as const;
  const { result } = await runTournament(spec, { mode: 'new', command: [], ...place });
  if (result === undefined) throw new Error('the tournament ended early');
  return result;
}
