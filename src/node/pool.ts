/** Worker threads that run from TypeScript source as from the built program, within a limit of memory. */

import { Piscina } from 'piscina';
import { mostThreads } from './thread-count.ts';

/** Room for short-lived objects in a thread: more buys no speed here, and is never given back. */
const YOUNG_GENERATION_MB = 12;

export interface PoolShape {
  /** Address of the worker threads' module. */
  readonly workerUrl: string;
  /** The function that it exports, called once per task. */
  readonly name: string;
  /** Threads; never more than the machine can carry. */
  readonly jobs: number;
  readonly workerData?: unknown;
  /** Heap of one thread; that of the process when absent. */
  readonly memoryMb?: number | undefined;
}

/**
 * Arguments of a worker thread: TypeScript needs its loader, found from here and not from the working folder.
 * It is asked by name, since in threads of Node 20 it does not start by itself.
 */
export function loaderArguments(workerUrl: string): string[] {
  if (!workerUrl.endsWith('.ts')) return [];
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  return ['--import', `data:text/javascript,(await import(${loader})).register()`];
}

export function createPool({ workerUrl, name, jobs, workerData, memoryMb }: PoolShape): Piscina {
  const threads = Math.min(jobs, mostThreads());
  const pool = new Piscina({
    filename: workerUrl,
    name,
    minThreads: threads,
    maxThreads: threads,
    workerData,
    execArgv: loaderArguments(workerUrl),
    resourceLimits: {
      maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
      ...(memoryMb === undefined ? {} : { maxOldGenerationSizeMb: memoryMb }),
    },
  });
  // Every failure of a task reaches its caller; what has no task has nothing to tell.
  pool.on('error', () => undefined);
  return pool;
}
