/** `overbuild attribute [scenario]`: attributes an outcome to mechanisms (Shapley shares). */

import { join } from 'node:path';
import { FEWEST_PAIRS } from '../../experiment/paired-difference.ts';
import type { Attribution } from '../../experiment/toggle-factorial.ts';
import { mechanismsOf } from '../../experiment/toggle-mechanisms.ts';
import { BUILTIN_HOST } from '../../node/builtin-engine.ts';
import { type AttributeSpec, runAttribution } from '../../node/experiments/attribute.ts';
import { openFactorial, overlaysFor, readToggles } from '../../node/experiments/toggles.ts';
import { loadPlayable } from '../../node/strategies/user-strategies.ts';
import { changedName, plainFolderName } from '../../output/scenario-name.ts';
import { attributeReport } from '../../output/attribute-report.ts';
import { ATTRIBUTE_RESOURCES } from '../../output/attribute-tables.ts';
import { tableLines } from '../../output/text-table.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, FAILED_RUNS } from '../command.ts';
import { type Io, printResult } from '../io.ts';
import { jobOptions, readPlace, readSpec, reportInterrupted, reportWritten } from '../job-options.ts';
import { amount, flag, repeatable, SCENARIO, shared } from '../options.ts';
import { drawn, pairedFolder, pictureOptions } from '../picture-options.ts';
import { watched } from '../progress.ts';

const DEFAULT_RUNS = 100;

export const command: Command = {
  places: { scenario: SCENARIO },
  options: {
    ...shared('spreads', 'set', 'seed', 'json'),
    toggle: repeatable(
      'Mechanism to switch off, or name=overlay, or name=path=value to add; may be repeated, 10 at most',
    ),
    outcome: repeatable('Metric of a run to explain; may be repeated'),
    list: flag('List the active mechanisms of this scenario'),
    runs: amount('Replications of every combination', DEFAULT_RUNS),
    ...jobOptions({
      out: 'none; results/attribute-<scenario>-<seed>-<runs> for pictures',
      resume: 'Resume an unfinished attribution in --out, or add replications to a finished one',
      parts: 'replications',
    }),
    ...shared('csv-locale'),
    ...pictureOptions('Draw Shapley shares and main effects with their intervals'),
  },
  examples: {
    'attribute baseline --list': 'Mechanisms that can be switched',
    'attribute baseline --toggle gaming --toggle trend-forecasts --outcome sales_lost_accelerator':
      'Shares of the lost sales due to duplicate orders and to forecasts',
    'attribute --toggle grid=overlays/grid-ahead.yaml --toggle debt --outcome months_to_wall --png':
      'An overlay and a mechanism, with a picture',
  },

  async run(args, io) {
    const reference = args.placed('scenario') ?? 'baseline';
    if (args.isOn('list')) return list(reference, args, io);
    const toggles = readToggles(args.list('toggle'));
    const runs = args.whole('runs', 2) ?? DEFAULT_RUNS;
    const seed = args.text('seed') ?? '1';
    const changes = args.changes();
    const name = changedName(reference, changes);
    const out = pairedFolder(args, join('results', `attribute-${plainFolderName(name)}-${seed}-${runs}`));
    const rows = runs << toggles.length;
    const place = readPlace(args, io, rows, out);
    if (toggles.length === 0) {
      throw new UsageError([`choose at least one --toggle; overbuild attribute ${reference} --list shows them`]);
    }
    const { engine, ...factorial } = await openFactorial(reference, toggles, {
      cwd: io.cwd,
      overrides: changes,
    });
    const spec: AttributeSpec = {
      reference: name,
      ...factorial,
      outcomes: args.list('outcome'),
      runs,
      ...readSpec(args),
      host: { ...BUILTIN_HOST, engine },
    };
    const outcome = await watched(io, rows, (watch) => runAttribution(spec, { ...place, ...watch }));
    const { attributions, units, replications, failures, kind } = outcome;
    const isInterrupted = kind === 'interrupted';
    const failed = failures.length;
    const about = { scenario: name, seed, replications, isInterrupted, failed, failures };
    const value = { ...about, toggles: spec.toggles, outcomes: attributions.map(plain) };
    printResult(io, args, value, attributeReport({ ...about, attributions, units }));
    const pictures = await drawn(args, isInterrupted ? undefined : place.folder, async (folder, formats) => {
      const { writeAttributePicture } = await import('../../node/pictures/attribute-picture.ts');
      return writeAttributePicture(folder, { spec, outcome, ...formats });
    });
    if (place.folder !== undefined && !isInterrupted && !args.isOn('json')) {
      const tables = ATTRIBUTE_RESOURCES.map(({ path }) => path);
      reportWritten(io, place.folder, { kind, files: ['runs.csv', ...tables, 'datapackage.json', ...pictures] });
    }
    if (isInterrupted)
      return reportInterrupted(io, args, { place, done: replications, unit: 'replications', hasResult: true });
    return failed > 0 ? FAILED_RUNS : 0;
  },
};

async function list(reference: string, args: Arguments, io: Io): Promise<number> {
  const options = { cwd: io.cwd, overrides: args.changes() };
  const { parsed } = await loadPlayable(reference, options);
  const mechanisms = mechanismsOf(parsed.scenario);
  const overlays = await overlaysFor(reference, options);
  const described = mechanisms.map(({ name, description, off }) => ({ name, description, off: off(parsed.scenario) }));
  const rows = (items: readonly { readonly name: string; readonly description: string }[]): string[] =>
    tableLines(
      items.map(({ name, description }) => [`  ${name}`, description]),
      [0, 1],
    );
  printResult(io, args, { mechanisms: described, overlays }, [
    `Mechanisms of ${parsed.name} that can be switched off:${mechanisms.length === 0 ? ' none' : ''}`,
    ...rows(mechanisms),
    `Overlays that can be added:${overlays.length === 0 ? ' none' : ''}`,
    ...rows(overlays),
    'Any other: --toggle name=overlay.yaml or --toggle name=path=value',
  ]);
  return 0;
}

/** The result without typed arrays, which JSON would spell as maps. */
function plain({ means, ...rest }: Attribution): object {
  return { ...rest, means: [...means], isEnough: rest.replications >= FEWEST_PAIRS };
}
