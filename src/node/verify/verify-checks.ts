/** What was checked of a folder, one thing at a time, in words. */

import { scenarioHash } from '../../scenario/hash.ts';
import { RUNS_FILE } from '../batch/chunk.ts';
import type { FileFindings, StatedBatch } from './verify-folder.ts';
import type { Repeated } from './verify-repeat.ts';
import type { Compared, RowsFindings } from './verify-rows.ts';
import { QUANTILES_FILE, SUMMARY_FILE } from './verify-tables.ts';

/** One thing that was checked. */
export interface Check {
  readonly name: string;
  /** What was looked at, in words. */
  readonly said: string;
  readonly problems: readonly string[];
}

export function rowsCheck({ rows, problems }: RowsFindings): Check {
  return { name: 'rows', said: `${rows} rows in ${RUNS_FILE}: order, doubles, gaps, ids`, problems };
}

export function filesCheck({ problems, checked, hashed }: FileFindings): Check {
  const hashes = hashed === 0 ? 'the manifest gives no hashes' : `${hashed} hashes`;
  return { name: 'files', said: `sizes of ${checked} files as the manifest states them; ${hashes}`, problems };
}

export function scenarioCheck({ resolvedScenario, identity }: StatedBatch): Check {
  const found = scenarioHash(resolvedScenario as object);
  const isSame = found === identity.scenarioHash;
  const problem = `the scenario in the manifest has the hash ${found}, and not ${identity.scenarioHash} as stated`;
  return { name: 'scenario', said: 'hash of the scenario in the manifest', problems: isSame ? [] : [problem] };
}

export function repeatedChecks({ runs, compared, problems }: Omit<Repeated, 'fan'>, of: number): Check[] {
  return [...compared].map(([name, one]) => ({
    name,
    said: `${runs} of ${of} runs repeated: ${counted(one)}`,
    problems: name === RUNS_FILE ? problems : [],
  }));
}

export function tableCheck(name: string, compared: Compared): Check {
  const sources: Record<string, string> = { [SUMMARY_FILE]: RUNS_FILE, [QUANTILES_FILE]: 'all runs' };
  const from = `computed again from ${sources[name] ?? 'the manifest'}`;
  return { name, said: `${from}: ${counted(compared)}`, problems: [] };
}

function counted({ equal, rewritten, differences }: Compared): string {
  const other = differences.length === 0 ? '' : `, ${differences.length} different`;
  const written = rewritten === 0 ? '' : ` (${rewritten} written otherwise, the same number)`;
  return `${equal} cells equal, bit for bit${written}${other}`;
}
