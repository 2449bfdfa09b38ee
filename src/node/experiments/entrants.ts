/** Entrants of a tournament: built-in and user-written strategies with parameters. */

import { StrategyError } from '../../scenario/errors.ts';
import { parseParameters } from '../../strategies/parameter-ranges.ts';
import { findStrategy, strategyHint } from '../../strategies/registry.ts';
import type { Strategy } from '../../strategies/strategy.ts';
import type { Entrant } from '../../tournament/arena.ts';
import { findSource, isOutside, type StrategySource, typedStrategy } from '../strategies/strategy-source.ts';

/** An entrant as plain data. */
export interface EntrantChoice {
  /** Name in the ranking: the reference with its parameters. */
  readonly name: string;
  /** Id of a built-in strategy or of a source. */
  readonly id: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Entry {
  readonly entrants: readonly EntrantChoice[];
  readonly sources: readonly StrategySource[];
}

/**
 * Read the entrants as typed: ids, files and commands, with `?name=value`.
 *
 * @throws StrategyError  Naming every entrant that does not exist or is given twice.
 */
export function readEntry(texts: readonly string[], folder: string): Entry {
  const problems: string[] = [];
  const sources = new Map<string, StrategySource>();
  const entrants: EntrantChoice[] = [];
  for (const text of texts) {
    const { reference, params } = typedStrategy(text);
    if (entrants.some(({ name }) => name === text)) problems.push(`${text} is given twice`);
    if (isOutside(reference)) {
      const source = findSource(reference, folder);
      sources.set(source.id, source);
      entrants.push({ name: text, id: source.id, params });
    } else if (findStrategy(reference) === undefined) {
      problems.push(
        `there is no strategy ${reference}${strategyHint(reference)}; a file is named by its path, such as ./my.ts`,
      );
    } else entrants.push({ name: text, id: reference, params });
  }
  if (problems.length > 0) throw new StrategyError(problems);
  return { entrants, sources: [...sources.values()] };
}

/**
 * Find the strategies of entrants and parse their parameters.
 *
 * @throws StrategyError  Naming every parameter that does not fit.
 */
export function seatEntrants(entrants: readonly EntrantChoice[], loaded: readonly Strategy[]): Entrant[] {
  const problems: string[] = [];
  const seated = entrants.flatMap(({ name, id, params }): Entrant[] => {
    const strategy = loaded.find((one) => one.id === id) ?? findStrategy(id);
    if (strategy === undefined) throw new StrategyError(`there is no strategy ${id}`);
    const parsed = parseParameters(strategy, params);
    if (parsed.success) return [{ name, strategy, params: parsed.data }];
    for (const { path, message } of parsed.problems) problems.push(`${name}: ${[...path, message].join(': ')}`);
    return [];
  });
  if (problems.length > 0) throw new StrategyError(problems);
  return seated;
}
