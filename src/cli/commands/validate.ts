/** `overbuild validate <file..>`: checks scenario files, overlays and overrides without running them. */

import { isOverlay } from '../../node/scenario-files.ts';
import { supplyCustomers } from '../../model/supply/customers.ts';
import { compileNetwork } from '../../model/supply/network.ts';
import { steadyStocks } from '../../model/supply/steady-stock.ts';
import { validateScenario } from '../../node/strategies/user-strategies.ts';
import { numbersOf, uncertainLines } from '../../reader/assumptions.ts';
import { UserError } from '../../scenario/errors.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import type { Policy } from '../../scenario/policies/policies.ts';
import { ScenarioSchema } from '../../scenario/schema.ts';
import type { SupplyNode } from '../../scenario/supply.ts';
import type { ParsedScenario } from '../../reader/parse.ts';
import type { Command } from '../command.ts';
import { keptRules, unreadValues } from '../../output/supply-notes.ts';
import { shortNumber } from '../../output/words.ts';
import { print, printJson } from '../io.ts';
import { shared } from '../options.ts';

/** Base of an overlay that is given alone. */
const DEFAULT_BASE = 'baseline';

interface Verdict {
  readonly file: string;
  readonly parsed?: ParsedScenario;
  readonly base?: string;
  readonly problems: readonly string[];
}

export const command: Command = {
  places: {
    file: {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'Scenario, overlay, or base.yaml+overlay.yaml; bare names are looked for in scenarios/',
    },
  },
  options: {
    ...shared('json'),
    set: {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'Change a value: path=value, path=*1.2, path=+10; may be repeated',
    },
  },
  examples: {
    'validate my.yaml': 'Report every problem of a file, with line and column',
    'validate baseline+grid-ahead': 'Check a scenario with an overlay',
  },

  async run(args, io) {
    const overrides = args.list('set');
    const verdicts: Verdict[] = [];
    for (const file of args.list('file')) verdicts.push(await judge(file, overrides, io.cwd));
    if (args.isOn('json')) {
      const rows = verdicts.map(({ file, parsed, problems }) => ({
        file,
        valid: parsed !== undefined,
        ...(parsed === undefined ? {} : { hash: scenarioHash(parsed.scenario) }),
        problems,
        ...(parsed === undefined ? {} : { notes: supplyNotes(parsed) }),
      }));
      printJson(io, rows);
    } else {
      for (const verdict of verdicts) {
        if (verdict.parsed === undefined) continue;
        print(io, praise(verdict, verdict.parsed));
        for (const note of [...supplyNotes(verdict.parsed), ...keptRules(verdict.parsed.scenario, overrides)])
          print(io, `  note: ${note}`);
      }
      // Files that extend the same broken base repeat its problems.
      const problems = new Set(verdicts.flatMap((verdict) => verdict.problems));
      for (const problem of problems) io.stderr.write(`${problem}\n`);
      if (problems.size > 1) io.stderr.write(`${problems.size} problems\n`);
    }
    return verdicts.every((verdict) => verdict.problems.length === 0) ? 0 : 2;
  },
};

async function judge(file: string, overrides: readonly string[], cwd: string): Promise<Verdict> {
  let base: string | undefined;
  try {
    base = isOverlay(file, cwd) ? DEFAULT_BASE : undefined;
    const parsed = await validateScenario(base === undefined ? file : `${base}+${file}`, { cwd, overrides });
    return { file, parsed, problems: [], ...(base === undefined ? {} : { base }) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (base === undefined) return { file, problems: error.problems };
    const advice = `${file}: an overlay alone; check it with the scenario that it changes: overbuild validate <base>+${file} (${base} is taken where none is given, and does not fit)`;
    // Items that lack keys are those of another base: what they lack says nothing.
    const problems = error.problems.filter((problem) => !/: missing; add it|keys are missing/.test(problem));
    return { file, problems: [advice, ...problems] };
  }
}

function praise({ file, base }: Verdict, parsed: ParsedScenario): string {
  const as = base === undefined ? '' : ` as an overlay of ${base}`;
  const praised = `${file} is valid${as} (hash ${scenarioHash(parsed.scenario)})`;
  const uncertain = uncertainLines(numbersOf(parsed.scenario, parsed.evidence, ScenarioSchema));
  if (uncertain.length === 0) return praised;
  return [`${praised}; each run draws`, ...uncertain.map((line) => `  ${line}`)].join('\n');
}

/** How to cover more: the key of each policy and its value with `units` more, of a flow in MW a month. */
function coverWords(policy: Policy, units: number, flow: number): string {
  switch (policy.kind) {
    case 'order-up-to':
      return `protectionMonths of ${shortNumber(policy.protectionMonths + units / flow)}`;
    case 'base-stock':
    case 's-S':
      return `levelMw of ${shortNumber(policy.levelMw + units)}`;
    case 'r-Q':
      return `reorderMw of ${shortNumber(policy.reorderMw + units)}`;
    case 'sterman':
      return `targetMw of ${shortNumber(policy.targetMw + units)}`;
    case 'apiobpcs':
      return `stockMonths of the node larger by ${shortNumber(units / flow)}`;
  }
}

/** Why the disruption of a node stops nothing, where it does. */
function idleDisruption({ id, inputs, disruption }: SupplyNode): string | undefined {
  if (disruption === undefined || disruption.kind === 'production') return undefined;
  const other = '; kind: production stops what the node makes';
  if (inputs.length === 0)
    return `${id} orders nothing, so a disruption of its ${disruption.kind} has no effect${other}`;
  const isHeld = disruption.kind !== 'shipments' || inputs.some((input) => input.id !== 'external');
  return isHeld
    ? undefined
    : `nothing holds what external ships to ${id}, so this disruption has no effect; kind: transport stops it`;
}

/** What may surprise in a network alone: policies that cover less than their supply line, disruptions without effect. */
function supplyNotes({ scenario, problem }: ParsedScenario): string[] {
  if (scenario.kind !== 'supply') return [];
  const { supply } = scenario;
  const unread = unreadValues(supply).map(({ node, key, words }) => problem(['supply', 'nodes', node, key], words));
  const network = compileNetwork(supply, supplyCustomers(scenario.demandProcess));
  const { shortUnits, isUnsteady } = steadyStocks(network);
  const idle = supply.nodes.flatMap((node, at) => {
    const why = idleDisruption(node);
    return why === undefined ? [] : [problem(['supply', 'nodes', at, 'disruption'], why)];
  });
  const short = supply.nodes.flatMap((node, at) => {
    const n = network.nodeIds.indexOf(node.id);
    if (shortUnits[n] === 0) return [];
    const flow = network.initialFlow[n];
    const steps = node.policy === undefined ? ['supply', 'policy'] : ['supply', 'nodes', at, 'policy'];
    const lack = shortNumber(shortUnits[n] / flow);
    const months = `${lack} ${lack === '1' ? 'month' : 'months'} of orders`;
    const cover = coverWords(node.policy ?? supply.policy, shortUnits[n], flow);
    const words =
      isUnsteady[n] === 1
        ? `month 0 is not steady at ${node.id}: its policy covers ${months} less than its supply line, and its customers change orders that wait, so the first months are a transition`
        : `orders always wait at ${node.id}, ${months} beyond its normal backlog, because its policy covers less than its supply line`;
    return [problem(steps, `${words}; ${cover} would cover it at constant demand`)];
  });
  return [...idle, ...short, ...unread];
}
