/** The picture of a tournament: scores, payoffs by pair, and the replicator dynamics of their table. */

import type { Spec } from '../../charts/spec.ts';
import { tournamentCharts } from '../../charts/tournament.ts';
import { MODEL_VERSION } from '../../engine/version.ts';
import { scaledTable } from '../../equilibrium/payoff-table.ts';
import { replicate } from '../../equilibrium/replicator.ts';
import { counted } from '../../numeric/counted.ts';
import type { TournamentTitle } from '../../output/tournament-report.ts';
import { EARLY } from '../../tournament/analysis.ts';
import type { TournamentResult } from '../../tournament/tournament.ts';
import { replaceFiles } from '../files/output-files.ts';
import { drawnFiles } from './rasterise.ts';

/** Points of the path, closer together at first; cycles need many. */
const POINTS = 300;

/** The charts of a tournament; none where some pair has no payoff. */
export function drawnTournament(
  result: TournamentResult,
  { played, unit, payoff, names, repetitions, seed }: TournamentTitle,
  {
    isSlide = false,
    modelVersion = MODEL_VERSION,
  }: { readonly isSlide?: boolean; readonly modelVersion?: string } = {},
): { readonly name: string; readonly spec: Spec }[] {
  const { populations } = result;
  if (populations === undefined) return [];
  const table = scaledTable(result.pairs.map((row) => row.map(({ payoff }) => payoff.mean)));
  const end = Math.max(EARLY, populations.replicatorTime);
  const times = Array.from({ length: POINTS }, (_, k) => (1 + end) ** (k / (POINTS - 1)) - 1);
  const shares: ArrayLike<number>[] = [new Float64Array(names.length).fill(1 / names.length)];
  for (let k = 1; k < POINTS; k++) shares.push(replicate(table, shares[k - 1], { time: times[k] - times[k - 1] }));
  const source = `Source: overbuild, model ${modelVersion}, ${counted(result.matches, 'match', 'matches')}, ${counted(repetitions, 'repetition')}, seed "${seed}". Payoff: ${payoff}.`;
  return tournamentCharts(
    result,
    { times, shares },
    { played, unit, names },
    { startMonth: undefined, isSlide, source },
  );
}

/** Draw a tournament into its folder; returns the names of the files. */
export async function writeTournamentPicture(
  folder: string,
  result: TournamentResult,
  { svg, png, ...title }: TournamentTitle & { readonly svg: boolean; readonly png: boolean },
): Promise<string[]> {
  const charts = drawnTournament(result, title).map(({ name, spec }) => [name, spec] as const);
  return replaceFiles(folder, await drawnFiles(Object.fromEntries(charts), { svg, png }));
}
