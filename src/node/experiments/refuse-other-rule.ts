/** Refuses the results folder of the same search for equilibria by another rule, naming the options that differ. */

import { mostReplicationsOf, type QuiesceRule } from '../../equilibrium/quiesce.ts';
import type { Identity } from '../../output/manifest.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { SeatedRole } from '../../tournament/role-seats.ts';
import { findExperiment } from '../files/manifest-file.ts';
import type { WorkPlace } from '../work/run-job.ts';

export const SEARCH_FORMAT = 'overbuild-equilibrium/1';

interface Rule {
  readonly rule: Omit<QuiesceRule, 'budget'>;
  readonly roles: readonly SeatedRole[];
}

/**
 * A search that was stopped has no manifest: then the command that began it is named.
 *
 * @throws UsageError  When game, scenario and seed of the folder are those wanted, and the rule is not.
 */
export async function refuseOtherRule(
  { folder, mode }: Pick<WorkPlace, 'folder' | 'mode'>,
  wanted: Identity,
  spec: Rule,
): Promise<void> {
  if (folder === undefined || mode === 'force') return;
  const { manifest, checkpoint, found } = await findExperiment(folder);
  if (found?.format !== SEARCH_FORMAT || found.identity.design === wanted.design) return;
  if (found.identity.scenarioHash !== wanted.scenarioHash || found.identity.seed !== wanted.seed) return;
  const why = manifest === undefined ? commandWords(checkpoint?.session?.command) : differences(manifest.design, spec);
  if (why === '') return;
  throw new UsageError(
    `${folder} has another search (${why}); with --resume only --budget may grow; choose another --out, or --force to overwrite it`,
  );
}

function commandWords(command: readonly string[] = []): string {
  return command.length === 0 ? '' : `begun by overbuild ${command.join(' ')}`;
}

function differences(design: unknown, spec: Rule): string {
  const { rule } = design as { readonly rule: Rule['rule'] & Pick<Rule, 'roles'> };
  const [before, now] = [optionsOf({ rule, roles: rule.roles }), optionsOf(spec)];
  return Object.keys(now)
    .filter((option) => before[option] !== now[option])
    .map((option) => `${option} ${before[option]}, requested ${now[option]}`)
    .join('; ');
}

/** Values of the options that determine a search, as a user gives them. */
function optionsOf({ rule, roles }: Rule): Record<string, string> {
  return {
    '--strategies': roles[0].strategies.join(),
    '--roles': roles.map(({ name, players }) => `${name} of ${players}`).join(' and '),
    '--epsilon': String(rule.epsilon),
    '--replications': String(rule.replications),
    '--most-replications': String(mostReplicationsOf(rule)),
  };
}
