/** `overbuild strategy list`: the strategies that a firm can play. */

import type { Argv } from 'yargs';
import { countWord } from '../../output/words.ts';
import { STRATEGIES } from '../../strategies/registry.ts';
import type { Strategy } from '../../strategies/strategy.ts';
import type { Arguments, Command } from '../command.ts';
import { type Io, print } from '../io.ts';
import { jsonOption, switchOption } from '../options.ts';

interface Parameter {
  readonly name: string;
  readonly description: string;
  readonly default: unknown;
}

export const strategyCommand: Command = {
  configure(yargs: Argv): Argv {
    return jsonOption(
      yargs.positional('action', {
        choices: ['list'] as const,
        demandOption: true,
        describe: 'list: every strategy with its parameters and sources',
      }),
    ).example('$0 strategy list', 'What firms[].strategy may name');
  },

  async run(args: Arguments, io: Io): Promise<number> {
    if (switchOption(args, 'json')) print(io, JSON.stringify(STRATEGIES.map(asJson), null, 2));
    else for (const strategy of STRATEGIES) for (const line of linesOf(strategy)) print(io, line);
    return 0;
  },
};

/** Parameters as the strategy's own schema describes them. */
function parametersOf(strategy: Strategy): Parameter[] {
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
      ? 'looks at no past decision'
      : Number.isFinite(memoryDepth)
        ? `looks back ${countWord(memoryDepth)} decision${memoryDepth === 1 ? '' : 's'}`
        : 'remembers everything';
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
