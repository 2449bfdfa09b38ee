/** From a case to a checked scenario: the shipped files, overlays and `path=value` texts, as the command line takes them. */

import { loadFrom } from '../../reader/layers.ts';
import { checkOpen, type OpenScenario, openScenario, type ParsedScenario } from '../../reader/parse.ts';
import type { Economy } from '../../scenario/economy.ts';
import { ScenarioError } from '../../scenario/errors.ts';
import type { Case } from '../study.ts';

/** Texts of the shipped scenario files by name: `baseline.yaml`, `overlays/grid-ahead.yaml`. */
export type Files = Readonly<Record<string, string>>;

export interface Configured {
  readonly parsed: ParsedScenario;
  readonly scenario: Economy;
  /** Everything that `--set` has to say after the names of scenario and overlays. */
  readonly sets: readonly string[];
}

/** Reads cases; files are opened once. */
export function createConfigurator(files: Files): (which: Case) => Configured {
  const opened = new Map<string, OpenScenario>();
  const load = loadFrom(files);
  function open({ scenario, overlays }: Pick<Case, 'scenario' | 'overlays'>): OpenScenario {
    const key = [scenario, ...overlays].join('+');
    let found = opened.get(key);
    if (found === undefined) {
      const main = load(scenario, '');
      if (main === undefined) throw new ScenarioError([`there is no scenario ${scenario}`]);
      found = openScenario(main.text, { file: main.file, load, overlays });
      opened.set(key, found);
    }
    return found;
  }
  function configure(which: Case): Configured {
    const layers = open(which);
    let sets: readonly string[] = which.sets;
    let parsed = checkOpen(layers, sets);
    if (which.events.length > 0) {
      const wanted = [...economyOf(parsed).interventions, ...which.events];
      sets = [...sets, `interventions=${JSON.stringify(wanted)}`];
      parsed = checkOpen(layers, sets);
    }
    return { parsed, scenario: economyOf(parsed), sets };
  }
  let last: { readonly key: string; readonly configured: Configured } | undefined;
  return (which) => {
    const key = JSON.stringify(which);
    if (last?.key !== key) last = { key, configured: configure(which) };
    return last.configured;
  };
}

function economyOf({ scenario, name }: ParsedScenario): Economy {
  if (scenario.kind !== 'economy') throw new ScenarioError([`${name} is of kind ${scenario.kind}, not economy`]);
  return scenario;
}
