/** `overbuild scenario list|show|schema|diff`: inspects scenarios without running them. */

import { type ListedScenario, listScenarios, loadScenario } from '../../node/scenario-files.ts';
import { assumptionsReport, numbersOf } from '../../reader/assumptions.ts';
import { diffScenarios } from '../../reader/diff.ts';
import { UsageError } from '../../scenario/errors.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import { editorSchema, sectionNames } from '../../reader/json-schema.ts';
import { printScenario } from '../../reader/print.ts';
import { ScenarioSchema } from '../../scenario/schema.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import type { Command } from '../command.ts';
import { print } from '../io.ts';
import { flag, needed, repeatable, shared } from '../options.ts';

/** Takes the positionals `<action> [name..]`. */
export const command: Command = {
  places: {
    action: needed('list: the files; show: one with all layers; schema: for the editor; diff: differences'),
    name: {
      type: 'string',
      array: true,
      default: [],
      describe: 'show: a scenario (base.yaml+overlay.yaml); schema: a section; diff: one or two scenarios',
    },
  },
  options: {
    ...shared('json'),
    set: repeatable('Change a value: path=value, path=*1.2, path=+10; may be repeated; diff: of the second'),
    assumptions: flag('show: only numbers without a source'),
  },
  examples: {
    'scenario show baseline+grid-ahead': 'Every value after all layers, with unit and evidence',
    'scenario diff baseline power-tight': 'Differences between two scenarios',
    'scenario diff baseline --set power.pue=*1.1': 'Effect of an override',
    'scenario schema > scenarios/scenario.schema.json': 'Schema for the editor',
  },

  run(args, io) {
    const action = args.required('action');
    const names = args.list('name');
    const known = Object.keys(ACTIONS);
    if (!known.includes(action)) {
      throw new UsageError(
        `scenario ${action}: no such action${didYouMean(action, known)}; there are ${known.join(', ')}`,
      );
    }
    const { needs, usage, text } = ACTIONS[action];
    if (names.length < needs[0] || names.length > needs[1]) throw new UsageError(`scenario ${action} ${usage}`);
    const settings = {
      cwd: io.cwd,
      overrides: args.list('set'),
      assumptions: args.isOn('assumptions'),
      json: args.isOn('json'),
    };
    print(io, text(names, settings));
    return Promise.resolve(0);
  },
};

interface Settings {
  readonly cwd: string;
  readonly overrides: readonly string[];
  readonly assumptions: boolean;
  readonly json: boolean;
}

interface Action {
  /** Least and most names. */
  readonly needs: readonly [number, number];
  readonly usage: string;
  /** What to print. */
  text(names: readonly string[], settings: Settings): string;
}

const ACTIONS: Readonly<Record<string, Action>> = {
  list: { needs: [0, 0], usage: 'takes no name', text: listText },
  show: { needs: [1, 1], usage: 'takes one scenario, such as baseline or baseline+grid-ahead', text: showText },
  schema: { needs: [0, 1], usage: 'takes at most the name of one section, such as power', text: schemaText },
  diff: { needs: [1, 2], usage: 'takes two scenarios, such as baseline power-tight, or one and --set', text: diffText },
};

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function listText(_names: readonly string[], settings: Settings): string {
  const scenarios = listScenarios(settings.cwd);
  if (settings.json) return json(scenarios);
  if (scenarios.length === 0) return 'There are no scenario files here.';
  const width = Math.max(...scenarios.map((scenario) => scenario.name.length));
  const linesOf = (role: ListedScenario['role']) =>
    scenarios
      .filter((scenario) => scenario.role === role)
      .map(({ name, description }) => `  ${name.padEnd(width)}  ${firstSentence(description)}`.trimEnd());
  const overlays = linesOf('overlay');
  const heading = ['', 'Overlays, to add to a scenario: baseline+name'];
  return ['Scenarios', ...linesOf('scenario'), ...(overlays.length === 0 ? [] : [...heading, ...overlays])].join('\n');
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}

function showText([name]: readonly string[], settings: Settings): string {
  const parsed = loadScenario(name, settings);
  const { scenario, evidence, files } = parsed;
  const hash = scenarioHash(scenario);
  if (settings.assumptions) {
    const numbers = numbersOf(scenario, evidence, ScenarioSchema);
    return settings.json ? json(numbers) : assumptionsReport(numbers);
  }
  if (settings.json) return json({ name: parsed.name, hash, files, scenario, evidence: Object.fromEntries(evidence) });
  const header = [`${parsed.name}, hash ${hash}, from ${files.join(', ')}`];
  return printScenario(scenario, { schema: ScenarioSchema, evidence, header }).trimEnd();
}

function schemaText([section]: readonly string[]): string {
  const schema = editorSchema(ScenarioSchema, section);
  if (schema !== undefined) return json(schema);
  const known = sectionNames(ScenarioSchema);
  throw new UsageError(`there is no section ${section}${didYouMean(section, known)}; sections are ${known.join(', ')}`);
}

function diffText(names: readonly string[], settings: Settings): string {
  const [first, second = first] = names;
  if (names.length === 1 && settings.overrides.length === 0)
    throw new UsageError(`scenario diff ${ACTIONS.diff.usage}`);
  const left = loadScenario(first, { cwd: settings.cwd }).scenario;
  const right = loadScenario(second, settings).scenario;
  const differences = diffScenarios(left, right);
  if (settings.json) return json(differences);
  if (differences.length === 0) return 'The two scenarios are the same.';
  return differences
    .map(({ path, a, b }) => {
      if (a === undefined) return `+ ${path}: ${JSON.stringify(b)}`;
      if (b === undefined) return `- ${path}: ${JSON.stringify(a)}`;
      return `${path}: ${JSON.stringify(a)} -> ${JSON.stringify(b)}`;
    })
    .join('\n');
}
