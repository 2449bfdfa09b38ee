/** A worker process of a queue: simulates chunks on threads, one setup after another, until it is stopped. */

import { randomUUID } from 'node:crypto';
import { DelayedError, type Job as QueuedJob, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { StrategySource } from '../strategies/strategy-source.ts';
import type { Job } from '../work/job.ts';
import { runnerOnThreads } from '../work/runners.ts';
import {
  decode,
  EXPERIMENTS,
  encode,
  finishedKey,
  PREFIX,
  QUEUE,
  RESULT_SECONDS,
  type Result,
  resultKey,
  SIGN_SECONDS,
  setupKey,
  type Task,
  VERSION,
  WORKERS,
} from './protocol.ts';
import { connectRedis, disconnectRedis, membersOf, once, signOff, signOn } from './redis.ts';
import { simulationOf } from './row-kinds.ts';

/** A worker that renews its lock no longer has died: its chunk goes to another. */
const LOCK_MS = 6000;
/** How often such chunks are looked for. */
const STALLED_MS = 3000;
/** A chunk goes back as often as workers die under it. */
const MAX_STALLED = 1000;
/** Compiled setups at a time: more experiments than these take turns. */
const MAX_SETUPS = 2;
/** After this the chunk that this worker cannot simulate is offered again. */
const AGAIN_MS = 1000;
const MS_PER_SECOND = 1000;

export interface WorkerOptions {
  /** As `readQueueUrl` returns it. */
  readonly url: string;
  /** Threads. */
  readonly jobs: number;
  /** The strategies from outside that it may play. */
  readonly strategies: readonly StrategySource[];
  readonly tell: (message: string) => void;
  /** Aborting it ends the worker after the chunks under way. */
  readonly signal: AbortSignal;
  /** Hears of the rows simulated so far. */
  onProgress?(rows: number): void;
}

export interface Served {
  readonly chunks: number;
  readonly rows: number;
}

/** What simulates one setup, and how many chunks it is simulating. */
interface Prepared {
  readonly runner: Promise<ReturnType<typeof runnerOnThreads>>;
  users: number;
}

/** A strategy that this worker was not given: another may have it. */
class LackingStrategy extends Error {}

/** The server has lost the setup: the coordinator puts it there again. */
class GoneSetup extends Error {}

/**
 * Serve a queue until the signal is aborted.
 *
 * @throws MachineError  When there is no server at the address.
 */
export async function serveQueue(options: WorkerOptions): Promise<Served> {
  const redis = await connectRedis(options.url, options.tell);
  try {
    return await new QueueWorker(redis, options).serve();
  } finally {
    disconnectRedis(redis);
  }
}

class QueueWorker {
  readonly #id = randomUUID();
  readonly #redis: Redis;
  readonly #options: WorkerOptions;
  readonly #prepared = new Map<string, Prepared>();
  readonly #lacks = new Set<string>();
  readonly #tellOnce: (message: string) => void;
  #chunks = 0;
  #rows = 0;

  constructor(redis: Redis, options: WorkerOptions) {
    this.#redis = redis;
    this.#options = options;
    this.#tellOnce = once(options.tell);
  }

  async serve(): Promise<Served> {
    const { jobs, signal } = this.#options;
    const worker = new Worker<Task>(QUEUE, (job, token) => this.#simulate(job, token), {
      connection: this.#redis,
      prefix: PREFIX,
      concurrency: jobs,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_MS,
      maxStalledCount: MAX_STALLED,
    });
    // A lost lock means that another worker has the chunk as well; whoever is first writes the same bytes.
    worker.on('error', () => undefined);
    await this.#sign();
    const signs = setInterval(() => void this.#sign(), (SIGN_SECONDS * MS_PER_SECOND) / 3);
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    clearInterval(signs);
    await worker.close();
    await signOff(this.#redis, WORKERS, this.#id).catch(() => undefined);
    for (const prepared of this.#prepared.values()) await close(prepared);
    return { chunks: this.#chunks, rows: this.#rows };
  }

  /** Give a sign of life, and say which experiments are not served. */
  async #sign(): Promise<void> {
    try {
      const lacks = [...this.#lacks];
      await signOn(this.#redis, WORKERS, this.#id, { version: VERSION, threads: this.#options.jobs, lacks });
      for (const { version } of await membersOf(this.#redis, EXPERIMENTS)) {
        if (version !== VERSION) this.#tellOnce(`an experiment of version ${version} waits; this worker is ${VERSION}`);
      }
    } catch {
      // The server is away; the connection says so, and comes back.
    }
  }

  async #simulate(job: QueuedJob<Task>, token: string | undefined): Promise<void> {
    const { data: task, id = '' } = job;
    let result: Result;
    try {
      result = await this.#resultOf(task);
    } catch (error) {
      if (!(error instanceof LackingStrategy)) throw error;
      await job.moveToDelayed(Date.now() + AGAIN_MS, token);
      throw new DelayedError();
    }
    const finished = finishedKey(task.coordinator);
    await this.#redis
      .multi()
      .set(resultKey(id), encode(result), 'EX', RESULT_SECONDS)
      .rpush(finished, id)
      .expire(finished, RESULT_SECONDS)
      .exec();
    this.#chunks++;
    this.#rows += task.count;
    this.#options.onProgress?.(this.#rows);
  }

  async #resultOf(task: Task): Promise<Result> {
    const prepared = this.#prepare(task);
    prepared.users++;
    try {
      const runner = await prepared.runner;
      const started = performance.now();
      const chunk = await runner.run(task.first, task.count);
      return { chunk: { ...chunk, simulationMs: performance.now() - started } };
    } catch (error) {
      if (error instanceof LackingStrategy || error instanceof GoneSetup) throw error;
      return { error: (error as Error).message };
    } finally {
      prepared.users--;
      await this.#retire();
    }
  }

  /** Threads for a setup: those that are there, or new ones. */
  #prepare(task: Task): Prepared {
    const known = this.#prepared.get(task.setup);
    if (known !== undefined) return known;
    const fresh = { runner: this.#start(task), users: 0 };
    this.#prepared.set(task.setup, fresh);
    fresh.runner.catch(() => this.#prepared.delete(task.setup));
    return fresh;
  }

  async #start({ setup: hash, kind, seconds }: Task): Promise<Awaited<Prepared['runner']>> {
    const bytes = await this.#redis.getBuffer(setupKey(hash));
    if (bytes === null) throw new GoneSetup();
    const sent = decode(bytes) as Job['setup'];
    const setup = { ...sent, strategies: sent.strategies.map(this.#own) };
    const { jobs } = this.#options;
    return runnerOnThreads({ ...simulationOf(kind, setup), setup, seconds, jobs });
  }

  /** The strategy of the same content that this worker was given. */
  readonly #own = ({ id, sha256 }: StrategySource): StrategySource => {
    const own = this.#options.strategies.find((source) => source.id === id && source.sha256 === sha256);
    if (own !== undefined) return own;
    this.#lacks.add(id);
    this.#tellOnce(`an experiment asks for the strategy ${id}, which this worker was not given (--strategy)`);
    throw new LackingStrategy();
  };

  /** End the threads of setups that nobody uses, oldest first, while there are too many. */
  async #retire(): Promise<void> {
    for (const [hash, prepared] of this.#prepared) {
      if (this.#prepared.size <= MAX_SETUPS) return;
      if (prepared.users > 0) continue;
      this.#prepared.delete(hash);
      await close(prepared);
    }
  }
}

async function close({ runner }: Prepared): Promise<void> {
  await runner.then(
    (opened) => opened.close(),
    () => undefined,
  );
}
