/** A finished comparison as a report takes it in: only beside the results of its own base. */

import { join } from 'node:path';
import type { Sensitivity } from '../../charts/report/section.ts';
import { comparedOutcomes, hasNoInterval } from '../../charts/effects.ts';
import { counted } from '../../numeric/counted.ts';
import { scenarioTitle, startNote } from '../../output/change-words.ts';
import { goodsUnitOf, type Identity } from '../../output/manifest.ts';
import { UsageError } from '../../scenario/errors.ts';
import { spokenName } from '../../output/scenario-name.ts';
import { findManifest } from '../files/manifest-file.ts';
import { readTable } from './read-results.ts';

/** What differs from the results beside which it is shown, besides the scenario. */
function differences(found: Identity, { seed, modelVersion }: Identity): string[] {
  return [
    ...(found.modelVersion === modelVersion
      ? []
      : [`The comparison is of model ${found.modelVersion}, these results of model ${modelVersion}.`]),
    ...(found.seed === seed
      ? []
      : [`The comparison has seed "${found.seed}", these results seed "${seed}": its base has other runs.`]),
  ];
}

/**
 * Read what each change moves, with warnings where it was measured otherwise than these results.
 *
 * @throws UsageError  When it is of another scenario, or no comparison.
 */
export async function readComparison(
  folder: string,
  results: Identity,
): Promise<{ readonly sensitivity: Sensitivity; readonly warnings: readonly string[] }> {
  const table = await readTable(folder, 'compare.csv');
  const manifest = await findManifest(folder);
  const identity = manifest?.format === 'overbuild-compare/1' ? manifest.identity : undefined;
  if (identity !== undefined && identity.scenarioHash !== results.scenarioHash) {
    throw new UsageError([
      `--compare ${folder}: its base is ${identity.scenario} (${identity.scenarioHash.slice(0, 8)}), and these results are of ${results.scenario} (${results.scenarioHash.slice(0, 8)}), which is another scenario; compare that one, with the same --set`,
    ]);
  }
  const outcomes = comparedOutcomes(table);
  if (outcomes.length === 0) {
    throw new UsageError([
      `${join(folder, 'compare.csv')} has no metric that the chart of effects shows, such as months_to_wall`,
    ]);
  }
  const base = table.rows[0][table.header.indexOf('base')];
  const pairs = outcomes.flatMap(({ effects }) => effects.map(({ runs }) => runs)).reduce((a, b) => Math.max(a, b), 0);
  const isAlike = outcomes.every(({ effects }) => effects.every(hasNoInterval));
  const change = `the change minus ${scenarioTitle(base, manifest && goodsUnitOf(manifest))}`;
  const known =
    identity === undefined
      ? `base ${spokenName(base)}`
      : `model ${identity.modelVersion}, base ${spokenName(base)} (${identity.scenarioHash.slice(0, 8)}), seed "${identity.seed}"`;
  const unknown = `${folder} has no manifest of a finished comparison, so nothing shows that it is of this scenario, model and seed.`;
  return {
    sensitivity: {
      outcomes,
      compared: table,
      source:
        `Source: overbuild compare, ${known}, up to ${counted(pairs, 'pair')} of runs. ${startNote(manifest?.scenarios ?? [])}`.trim(),
      title: 'Effect of each change, with common random numbers',
      notes: [
        isAlike
          ? `Value of ${change}, the same in all ${counted(pairs, 'pair')} of runs, so that there are no intervals.`
          : `Mean of ${change}, in up to ${counted(pairs, 'pair')} of runs, with always-valid 95 % intervals: they hold however often you look.`,
        'Each row is one change made alone; the strongest over all outcomes come first.',
      ],
    },
    warnings: identity === undefined ? [unknown] : differences(identity, results),
  };
}
