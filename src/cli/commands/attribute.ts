/** `overbuild attribute [scenario]`: which mechanisms make an outcome, and what share of it each accounts for. */

import type { Argv } from 'yargs';
import { FEWEST_PAIRS } from '../../experiment/paired-difference.ts';
import type { Attribution } from '../../experiment/toggle-factorial.ts';
import { mechanismsOf } from '../../experiment/toggle-mechanisms.ts';
import { runAttribution } from '../../node/compare/attribute.ts';
import { overlaysFor, readToggles } from '../../node/compare/compare-toggles.ts';
import { loadPlayable } from '../../node/strategies/user-strategies.ts';
import { attributeReport } from '../../output/attribute-report.ts';
import { tableLines } from '../../output/text-table.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Arguments, Command } from '../command.ts';
import { type Io, print } from '../io.ts';
import {
  changesOf,
  jsonOption,
  listOption,
  placedArgument,
  scenarioOptions,
  seedOption,
  switchOption,
  wholeOption,
} from '../options.ts';
import { pairedOptions, pairedPlace, tellPairedFiles } from '../paired-options.ts';

const DEFAULT_RUNS = 100;
const FAILED_RUNS = 1;
const INTERRUPTED = 130;
const WORDS = {
  noun: 'attribution',
  unit: 'Replications',
  picture: 'Draw Shapley shares and main effects with their intervals',
};

export const attributeCommand: Command = {
  configure(yargs: Argv): Argv {
    const own = jsonOption(seedOption(scenarioOptions(yargs)))
      .option('toggle', {
        type: 'string',
        array: true,
        nargs: 1,
        default: [],
        defaultDescription: 'none',
        describe: 'Mechanism to switch, or name=overlay, or name=path=value to put on; may be repeated, 10 at most',
      })
      .option('outcome', {
        type: 'string',
        array: true,
        nargs: 1,
        default: [],
        defaultDescription: 'none',
        describe: 'Metric of a run to explain; may be repeated',
      })
      .option('list', { type: 'boolean', default: false, describe: 'List the mechanisms that this scenario has on' })
      .option('runs', { requiresArg: true, default: DEFAULT_RUNS, describe: 'Replications of every combination' });
    return pairedOptions(own, 'attribute', WORDS)
      .example('$0 attribute baseline --list', 'What can be switched')
      .example(
        '$0 attribute baseline --toggle gaming --toggle trend-forecasts --outcome sales_lost_accelerator',
        'What share of the lost sales is due to duplicate orders, and what share to forecasts',
      )
      .example(
        '$0 attribute --toggle grid=overlays/grid-ahead.yaml --toggle debt --outcome months_to_wall --png',
        'An overlay against a mechanism, with a picture',
      );
  },

  async run(args: Arguments, io: Io, argv: readonly string[]): Promise<number> {
    const reference = placedArgument(args, 'scenario') ?? 'baseline';
    if (switchOption(args, 'list')) return list(reference, args, io);
    const toggles = readToggles(listOption(args, 'toggle'));
    const runs = wholeOption(args, 'runs', 2) ?? DEFAULT_RUNS;
    const asked = { verb: 'attribute', noun: WORDS.noun, base: reference, runs, scenarios: 1 << toggles.length };
    const place = pairedPlace(args, io, argv, asked);
    if (toggles.length === 0) {
      throw new UsageError([`choose at least one --toggle; overbuild attribute ${reference} --list shows them`]);
    }
    const outcomes = listOption(args, 'outcome');
    const { files, units, ...result } = await runAttribution({ ...place, reference, toggles, outcomes, runs });
    const { attributions, replications, isInterrupted, failures } = result;
    const failed = failures.length;
    const about = { scenario: reference, seed: place.seed, replications, isInterrupted, failed, failures };
    if (switchOption(args, 'json')) {
      const told = { ...about, toggles: result.toggles, outcomes: attributions.map(plain) };
      print(io, JSON.stringify(told, null, 2));
    } else {
      for (const line of attributeReport({ ...about, attributions, units })) print(io, line);
      tellPairedFiles(io, place, { files, safe: isInterrupted ? 'What is done is' : undefined });
    }
    if (isInterrupted) return INTERRUPTED;
    return failed > 0 ? FAILED_RUNS : 0;
  },
};

async function list(reference: string, args: Arguments, io: Io): Promise<number> {
  const options = { cwd: io.cwd, overrides: changesOf(args) };
  const { parsed } = await loadPlayable(reference, options);
  const mechanisms = mechanismsOf(parsed.scenario);
  const overlays = await overlaysFor(reference, options);
  if (switchOption(args, 'json')) {
    const described = mechanisms.map(({ name, description, off }) => {
      return { name, description, off: off(parsed.scenario) };
    });
    print(io, JSON.stringify({ mechanisms: described, overlays }, null, 2));
    return 0;
  }
  const none = mechanisms.length === 0 ? ' none' : '';
  print(io, `Mechanisms of ${parsed.name} that can be switched off:${none}`);
  const rows = (items: readonly { readonly name: string; readonly description: string }[]): string[] =>
    tableLines(
      items.map(({ name, description }) => [`  ${name}`, description]),
      [0, 1],
    );
  for (const line of rows(mechanisms)) print(io, line);
  print(io, `Overlays that can be put on:${overlays.length === 0 ? ' none' : ''}`);
  for (const line of rows(overlays)) print(io, line);
  print(io, 'Any other: --toggle name=overlay.yaml or --toggle name=path=value');
  return 0;
}

/** The result without typed arrays, which JSON would spell as maps. */
function plain({ means, ...rest }: Attribution): object {
  return { ...rest, means: [...means], isEnough: rest.replications >= FEWEST_PAIRS };
}
