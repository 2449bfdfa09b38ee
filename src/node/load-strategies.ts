/** Load strategies from files and commands. What runs here is the user's: call it in a worker thread first. */

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { StrategyError } from '../scenario/errors.ts';
import type { Strategy } from '../strategies/strategy.ts';
import { adoptStrategy } from '../strategies/user-strategy.ts';
import { bridgeStrategy } from './bridge.ts';
import type { StrategySource } from './strategy-source.ts';

/**
 * Load strategies under the ids of their sources.
 *
 * @throws StrategyError  With what is wrong with the first that cannot be used.
 */
export async function loadStrategies(sources: readonly StrategySource[]): Promise<Strategy[]> {
  const loaded: Strategy[] = [];
  for (const source of sources) loaded.push({ ...(await loadStrategy(source)), id: source.id });
  return loaded;
}

/** Load one strategy, under its own id. */
export async function loadStrategy(source: StrategySource): Promise<Strategy> {
  try {
    return source.kind === 'command' ? bridgeStrategy(source) : adoptStrategy(await defaultExport(source.words[0]));
  } catch (error) {
    const problems = error instanceof StrategyError ? error.problems : [(error as Error).message];
    throw new StrategyError(problems.map((problem) => `${source.reference}: ${problem}`));
  }
}

/** The default export of a JavaScript or TypeScript module, whatever kind of module it is. */
async function defaultExport(path: string): Promise<unknown> {
  const module = (await importModule(pathToFileURL(path).href)) as { default?: unknown };
  const value = module.default;
  const isWrapped = typeof value === 'object' && value !== null && 'default' in value;
  return isWrapped ? value.default : value;
}

/** Import JavaScript or TypeScript; nothing is left in the cache of modules, so a changed file is read again. */
async function importModule(url: string): Promise<unknown> {
  const { tsImport } = await typescriptLoader();
  return tsImport(url, import.meta.url);
}

/** Run from source, this module is itself translated, and the loader must then be named by its file. */
function typescriptLoader(): Promise<typeof import('tsx/esm/api')> {
  if (!import.meta.url.endsWith('.ts')) return import('tsx/esm/api');
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx'));
  return import(new URL('esm/api/index.mjs', loader).href);
}
