/** Load strategies from files and commands. What runs here is the user's: call it in a worker thread first. */

import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { StrategyError } from '../../scenario/errors.ts';
import type { Strategy } from '../../strategies/strategy.ts';
import { adoptStrategy } from '../../strategies/user-strategy.ts';
import { bridgeStrategy } from './bridge.ts';
import type { StrategySource } from './strategy-source.ts';

/**
 * Load strategies under the ids of their sources.
 *
 * @throws StrategyError  With what is wrong with the first that cannot be used.
 */
export async function loadStrategies(sources: readonly StrategySource[]): Promise<Strategy[]> {
  if (sources.length > 0) keepApart();
  const loaded: Strategy[] = [];
  for (const source of sources) loaded.push({ ...(await loadStrategy(source)), id: source.id });
  return loaded;
}

const STANDARD_ERROR = 2;

/** Write at once: what a thread hands to its parent is lost when the thread ends. */
function say(text: string | Uint8Array): boolean {
  try {
    writeSync(STANDARD_ERROR, typeof text === 'string' ? Buffer.from(text) : text);
  } catch {
    // Whoever closed the standard error wants to hear nothing.
  }
  return true;
}

let isApart = false;

/** What a strategy prints is not among our results, and what it leaves undone takes no run of another along. */
function keepApart(): void {
  if (isMainThread || isApart) return;
  isApart = true;
  process.stdout.write = (text: string | Uint8Array) => say(text);
  let isTold = false;
  const tell = (what: string, reason: unknown): void => {
    if (isTold) return;
    isTold = true;
    const words = reason instanceof Error ? reason.message : String(reason);
    process.stderr.write(
      `overbuild: a strategy ${what}: ${words}; no decision waits for that, so rows stay as they are\n`,
    );
  };
  process.on('unhandledRejection', (reason) => tell('left a promise that was rejected', reason));
  process.on('uncaughtException', (error) => tell('threw after its decision', error));
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
