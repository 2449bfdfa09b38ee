/** Runs a job on the worker processes of a queue; the Redis client is loaded when it is needed. */

import type { Chunk } from '../work/chunk.ts';
import { type ChunkRunner, type RemoteRunner, timeoutOf } from '../work/runners.ts';
import type { Coordinator } from './coordinator.ts';

/** Target duration of a chunk that is sent to a worker, ms. */
const CHUNK_MS = 2000;
/** Chunks at a time until it is known how many threads the workers have. */
const FIRST_WIDTH = 4;

/**
 * Simulate on the workers of a queue.
 *
 * @param url   As `readQueueUrl` returns it.
 * @param tell  Hears what a person who waits should know: no worker, a lost server.
 */
export function queueRunner(url: string, tell: (message: string) => void): RemoteRunner {
  return (job, schedule, options): ChunkRunner => {
    let opening: Promise<Coordinator> | undefined;
    let coordinator: Coordinator | undefined;
    const setup = { ...job.setup, schedule };
    const seconds = timeoutOf(job, options);

    async function open(): Promise<Coordinator> {
      const [{ Coordinator: Opened }, { rowKindOf }] = await Promise.all([
        import('./coordinator.ts'),
        import('./row-kinds.ts'),
      ]);
      const task = { kind: rowKindOf(job), setup, seconds };
      coordinator = await Opened.open(url, task, { tell, signal: options.signal });
      return coordinator;
    }

    return {
      get width() {
        return coordinator?.width ?? FIRST_WIDTH;
      },
      chunkMs: CHUNK_MS,
      async run(first: number, count: number): Promise<Chunk | undefined> {
        opening ??= open();
        return (await opening).run(first, count);
      },
      async close() {
        await coordinator?.close();
      },
    };
  };
}
