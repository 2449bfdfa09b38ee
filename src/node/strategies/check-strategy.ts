/** Checks a strategy from outside against the contract, in fresh threads and processes: `overbuild strategy check`. */

import { StrategyError } from '../../scenario/errors.ts';
import { CONTRACT, type ContractFinding, type ContractRule, meetsContract } from '../../strategies/contract.ts';
import { loadScenario } from '../scenario-files.ts';
import type { StrategySource } from './strategy-source.ts';
import { createProgress, inThread, THREAD_LIMITS, type ThreadLimits } from './strategy-thread.ts';
import type { Checked, CheckTask, RowsTask } from './strategy-worker.ts';

/** Every decision of the baseline is asked for. */
const ROWS_OVERRIDES = ['stop.rule=horizon'];
/**
 * Runs of a fresh thread each, in the order in which they are played, and the seed of hashes in the environment of a
 * command: rows as a batch with one job gives them, and as one with two jobs may, backwards.
 */
const THREADS: readonly { readonly runs: readonly number[]; readonly hashSeed: string }[] = [
  { runs: [0, 1, 2, 3], hashSeed: '1' },
  { runs: [3, 2], hashSeed: '2' },
  { runs: [1, 0], hashSeed: '3' },
];
/** Longest wait for an answer of a command, in seconds: a check is no race, and the machine may be busy. */
const ANSWER_SECONDS = 60;

/** Check a strategy; a rule that does not end, or ends its thread, has failed. */
export async function checkUserStrategy(
  source: StrategySource,
  params?: unknown,
  limits: ThreadLimits & { readonly answerSeconds?: number } = THREAD_LIMITS,
): Promise<Checked> {
  const patient = { ...source, answerSeconds: limits.answerSeconds ?? ANSWER_SECONDS };
  const progress = createProgress();
  const task: CheckTask = { source: patient, progress, ...(params === undefined ? {} : { params }) };
  const outcome = await inThread<Checked>('checkSource', task, progress, limits);
  if (!('value' in outcome)) {
    const rule = (Object.keys(CONTRACT) as ContractRule[])[Atomics.load(progress, 1)];
    if (rule === undefined)
      return { problems: [`${source.reference}: loading ${outcome.reason}`], id: '', findings: [] };
    return { problems: [], id: source.reference, findings: [{ rule, failure: outcome.reason }] };
  }
  const checked = outcome.value;
  // Rows of a rule that fails by itself say nothing more.
  if (checked.problems.length > 0 || !meetsContract(checked.findings)) return checked;
  const rows: ContractFinding = { rule: 'rows', failure: await checkRows(patient, params ?? {}, limits) };
  return { ...checked, findings: [...checked.findings, rows] };
}

/** Play the same runs with the strategy at every firm in several threads and compare their rows. */
async function checkRows(source: StrategySource, params: unknown, limits: ThreadLimits): Promise<string | undefined> {
  const { scenario } = loadScenario('baseline', { overrides: ROWS_OVERRIDES });
  if (scenario.kind !== 'economy') throw new StrategyError('the baseline is not a scenario of the economy');
  const firms = scenario.firms.map((firm) => ({ ...firm, strategy: { id: source.id, params } }));
  const known = new Map<number, readonly string[]>();
  for (const { runs, hashSeed } of THREADS) {
    const progress = createProgress();
    const environment = { PYTHONHASHSEED: hashSeed, PERL_HASH_SEED: hashSeed };
    const task: RowsTask = { scenario: { ...scenario, firms }, source: { ...source, environment }, runs, progress };
    const outcome = await inThread<string[][]>('playRows', task, progress, limits);
    if (!('value' in outcome)) return outcome.reason;
    for (const [i, row] of outcome.value.entries()) {
      const other = known.get(runs[i]) ?? row;
      known.set(runs[i], row);
      const k = row.findIndex((value, at) => value !== other[at]);
      if (k >= 0) {
        return `run ${runs[i]} of the baseline gave ${other[k]}, then ${row[k]} in another order, thread and process: it stores something between runs, or uses a clock, a hash or random numbers of its own`;
      }
    }
  }
  return undefined;
}
