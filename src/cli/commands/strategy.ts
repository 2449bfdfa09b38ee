/** `overbuild strategy list|new|check`: lists built-in strategies, and creates and checks user-written ones. */

import { resolve } from 'node:path';
import { findSource, isOutside, typedStrategy } from '../../node/strategies/strategy-source.ts';
import { packageReferences } from '../../node/bibliography-file.ts';
import { writeStrategyTemplate } from '../../node/strategy-template.ts';
import type { Checked } from '../../node/strategies/strategy-worker.ts';
import { checkUserStrategy } from '../../node/strategies/check-strategy.ts';
import { bibtex } from '../../output/bibtex.ts';
import { countWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import { CONTRACT, checkStrategy, meetsContract } from '../../strategies/contract.ts';
import { findStrategy, STRATEGIES, strategyHint } from '../../strategies/registry.ts';
import type { Strategy } from '../../strategies/strategy.ts';
import type { Arguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { type Io, print, printJson, printResult } from '../io.ts';
import { flag, shared } from '../options.ts';

const BROKEN = 2;

export const command: Command = {
  places: {
    action: {
      choices: ['list', 'new', 'check'] as const,
      demandOption: true,
      describe: 'list: every strategy; new: write a template; check: test a strategy against the contract',
    },
    strategy: {
      type: 'string',
      array: true,
      describe:
        'list: only these; new: file to write, .ts, .js or .py; check: file, "cmd:command" or id, with ?name=value',
    },
  },
  options: { bib: flag('list: the literature of the strategies, as BibTeX'), ...shared('json') },
  examples: {
    'strategy list': 'Strategies for firms[].strategy',
    'strategy list tit-for-tat grim --bib': 'Their literature, as BibTeX',
    'strategy new my.ts': 'Write a commented strategy to change',
    'strategy check my.ts': 'Report all problems',
    'strategy check "cmd:python3 my.py"': 'The same for a strategy in another language',
  },

  async run(args, io) {
    const action = args.placed('action');
    const names = args.list('strategy');
    if (action === 'list') return list(names, args, io);
    if (args.isOn('bib')) throw new UsageError('--bib goes with strategy list');
    const [name] = names;
    if (names.length > 1) throw new UsageError(`strategy ${action}: expected one file, got ${names.join(', ')}`);
    if (name === undefined) throw new UsageError(`strategy ${action}: expected a file, such as my.ts`);
    return action === 'new' ? create(name, io) : check(name, args, io);
  },
};

function list(names: readonly string[], args: Arguments, io: Io): number {
  const listed = names.length === 0 ? STRATEGIES : names.map((name) => knownStrategy(name));
  if (args.isOn('bib')) {
    const references = packageReferences();
    const keys = [...new Set(listed.flatMap(({ cites }) => cites))].sort((a, b) => (a < b ? -1 : 1));
    io.stdout.write(bibtex(keys.flatMap((key) => references.get(key) ?? [])));
  } else printResult(io, args, listed.map(asJson), listed.flatMap(linesOf));
  return 0;
}

/** A built-in strategy; parameters after `?` are ignored. */
function knownStrategy(name: string): Strategy {
  const { reference } = typedStrategy(name);
  const strategy = findStrategy(reference);
  if (strategy !== undefined) return strategy;
  throw new UsageError(
    `there is no strategy ${reference}${strategyHint(reference)}; a file is named by its path, such as ./my.ts`,
  );
}

async function create(name: string, io: Io): Promise<number> {
  await writeStrategyTemplate(resolve(io.cwd, name));
  const reference = name.endsWith('.py') ? `"cmd:python3 ${name}"` : /^[./]/.test(name) ? name : `./${name}`;
  const played = name.endsWith('.py') ? `"META=cmd:python3 ${name}"` : `META=${reference}`;
  print(io, `Wrote ${name}. Change it, then`);
  print(io, `  ${io.program} strategy check ${reference}`);
  print(io, `  ${io.program} run --strategy ${played}`);
  return 0;
}

async function check(name: string, args: Arguments, io: Io): Promise<number> {
  const verdict = await judge(name, io);
  const failed = verdict.findings.filter(({ failure }) => failure !== undefined);
  const isGood = verdict.problems.length === 0 && meetsContract(verdict.findings);
  if (args.isOn('json')) {
    const findings = verdict.findings.map(({ rule, failure }) => ({ rule, holds: failure === undefined, failure }));
    printJson(io, { ...verdict, meetsContract: isGood, findings });
    return isGood ? 0 : BROKEN;
  }
  for (const problem of verdict.problems) io.stderr.write(`${problem}\n`);
  for (const { rule, failure } of verdict.findings) {
    if (failure === undefined) print(io, `ok      ${CONTRACT[rule]}`);
    else io.stderr.write(`FAILED  ${CONTRACT[rule]}: ${failure}\n`);
  }
  if (isGood) print(io, `${verdict.id} meets the contract of a strategy.`);
  else if (failed.length > 0) io.stderr.write(`${verdict.id} breaks the contract of a strategy.\n`);
  return isGood ? 0 : BROKEN;
}

async function judge(name: string, io: Io): Promise<Checked & { readonly reference: string }> {
  const { reference, params } = typedStrategy(name);
  if (isOutside(reference)) return { reference, ...(await checkUserStrategy(findSource(reference, io.cwd), params)) };
  const strategy = knownStrategy(reference);
  return { reference, id: strategy.id, problems: [], findings: checkStrategy(strategy, { params }) };
}

/** Parameters as the strategy's own schema describes them. */
function parametersOf(strategy: Strategy) {
  const { properties = {} } = strategy.params.toJSONSchema({ io: 'input' });
  return Object.entries(properties).flatMap(([name, property]) =>
    typeof property === 'object'
      ? [{ name, description: property.description ?? '', default: property.default ?? null }]
      : [],
  );
}

function asJson(strategy: Strategy): unknown {
  const { id, summary, cites, stochastic, memoryDepth } = strategy;
  const depth = Number.isFinite(memoryDepth) ? memoryDepth : 'unbounded';
  return { id, summary, cites, stochastic, memoryDepth: depth, params: parametersOf(strategy) };
}

function linesOf(strategy: Strategy): string[] {
  const { id, summary, cites, stochastic, memoryDepth } = strategy;
  const memory =
    memoryDepth === 0
      ? 'uses no past decision'
      : Number.isFinite(memoryDepth)
        ? `uses ${countWord(memoryDepth)} past decision${memoryDepth === 1 ? '' : 's'}`
        : 'uses all past decisions';
  const sources = cites.length === 0 ? '' : `; ${cites.map((key) => `[${key}]`).join(' ')}`;
  return [
    id,
    `  ${summary}`,
    `  ${memory}${stochastic ? ', draws at random' : ''}${sources}`,
    ...parametersOf(strategy).map(
      ({ name, description, default: value }) =>
        `  ${name}: ${description}${value === null ? '' : ` (default ${JSON.stringify(value)})`}`,
    ),
    '',
  ];
}
