/** Hands chunks of a job to the workers of a queue, and requeues lost chunks. */

import { randomUUID } from 'node:crypto';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { sum } from '../../numeric/sum.ts';
import { MachineError } from '../../scenario/errors.ts';
import type { Chunk } from '../work/chunk.ts';
import type { Job } from '../work/job.ts';
import {
  decode,
  EXPERIMENTS,
  encode,
  finishedKey,
  hashOf,
  PREFIX,
  QUEUE,
  type Result,
  resultKey,
  SETUP_SECONDS,
  setupKey,
  type Task,
  VERSION,
  WORKERS,
} from './protocol.ts';
import { withoutSecrets } from './queue-url.ts';
import { connectRedis, disconnectRedis, membersOf, once, signOff, signOn } from './redis.ts';
import type { RowKind } from './row-kinds.ts';

/** Chunks that wait for a thread, so that none is ever idle, over threads. */
const CHUNKS_PER_THREAD = 2;
const LEAST_WIDTH = 2;
/** How often what was handed out is looked for, and the workers are counted. */
const LOOK_MS = 1000;
/** A chunk that vanished so often will vanish again. */
const MAX_LOST = 20;
/** Delay before a message that there is no worker, or that rows take long. */
const ALONE_MS = 3000;
const LONG_MS = 60_000;
const MS_PER_SECOND = 1000;

interface Work {
  readonly kind: RowKind;
  readonly setup: Job['setup'];
  readonly seconds: number | undefined;
}

interface Surroundings {
  readonly tell: (message: string) => void;
  readonly signal: AbortSignal | undefined;
}

type Answer = Result | 'lost' | 'withdrawn';

/** A chunk that is out. */
interface Out {
  readonly first: number;
  readonly count: number;
  readonly since: number;
  resolve(answer: Answer): void;
}

export class Coordinator {
  readonly #id = randomUUID();
  readonly #url: string;
  readonly #redis: Redis;
  /** Waits for the next finished chunk, and can do nothing else meanwhile. */
  readonly #listening: Redis;
  readonly #queue: Queue<Task>;
  readonly #surroundings: Surroundings;
  readonly #task: Pick<Task, 'kind' | 'seconds' | 'setup' | 'coordinator'>;
  readonly #setup: Buffer;
  readonly #out = new Map<string, Out>();
  readonly #tellOnce: (message: string) => void;
  readonly #opened = performance.now();
  #threads = 0;
  #isClosed = false;
  #loops: Promise<void>[] = [];

  static async open(url: string, work: Work, surroundings: Surroundings): Promise<Coordinator> {
    const redis = await connectRedis(url, surroundings.tell);
    const listening = await connectRedis(url, () => undefined);
    const coordinator = new Coordinator(url, work, { ...surroundings, redis, listening });
    coordinator.#loops = [coordinator.#listen(), coordinator.#watch()];
    return coordinator;
  }

  private constructor(
    url: string,
    { kind, setup, seconds }: Work,
    { redis, listening, ...surroundings }: Surroundings & { readonly redis: Redis; readonly listening: Redis },
  ) {
    this.#url = withoutSecrets(url);
    this.#redis = redis;
    this.#listening = listening;
    this.#surroundings = surroundings;
    this.#tellOnce = once(surroundings.tell);
    this.#queue = new Queue<Task>(QUEUE, { connection: redis, prefix: PREFIX });
    this.#queue.on('error', () => undefined);
    // Strategies travel by name and hash: a worker plays only what was given to it where it runs.
    const strategies = setup.strategies.map((source) => ({ ...source, words: [], folder: '', code: undefined }));
    this.#setup = encode({ ...setup, strategies });
    const limit = seconds === undefined ? {} : { seconds };
    this.#task = { kind, setup: hashOf(this.#setup), coordinator: this.#id, ...limit };
  }

  /** Chunks to hand out at a time. */
  get width(): number {
    return Math.max(LEAST_WIDTH, CHUNKS_PER_THREAD * this.#threads);
  }

  /** Let a worker simulate a chunk; `undefined` when it was withdrawn. */
  async run(first: number, count: number): Promise<Chunk | undefined> {
    const id = hashOf(Buffer.from(JSON.stringify([this.#task.setup, this.#task.seconds, first, count])));
    for (let lost = 0; lost < MAX_LOST; lost++) {
      if (this.#surroundings.signal?.aborted) return undefined;
      const answer = await this.#handOut(id, first, count);
      if (answer === 'withdrawn') return undefined;
      if (answer === 'lost') continue;
      if (answer.chunk !== undefined) return answer.chunk;
      throw new MachineError([`a worker of ${this.#url} could not simulate: ${answer.error}`]);
    }
    throw new MachineError([
      `rows ${first} to ${first + count - 1} were lost ${MAX_LOST} times on ${this.#url}; --resume continues from stored rows`,
    ]);
  }

  async #handOut(id: string, first: number, count: number): Promise<Answer> {
    const answer = new Promise<Answer>((resolve) => {
      this.#out.set(id, { first, count, since: performance.now(), resolve });
    });
    try {
      const key = setupKey(this.#task.setup);
      if ((await this.#redis.expire(key, SETUP_SECONDS)) === 0) {
        await this.#redis.set(key, this.#setup, 'EX', SETUP_SECONDS);
      }
      const job = { jobId: id, removeOnComplete: true, removeOnFail: true };
      await this.#queue.add('chunk', { ...this.#task, first, count }, job);
      return await answer;
    } catch (error) {
      throw new MachineError([`the queue at ${this.#url}: ${(error as Error).message}`]);
    } finally {
      this.#out.delete(id);
    }
  }

  /** Take results as workers announce them. */
  async #listen(): Promise<void> {
    while (!this.#isClosed) {
      const told = await this.#listening.blpop(finishedKey(this.#id), LOOK_MS / MS_PER_SECOND).catch(() => null);
      if (told !== null) await this.#take(told[1]).catch(() => undefined);
    }
  }

  async #take(id: string): Promise<boolean> {
    const bytes = await this.#redis.getBuffer(resultKey(id));
    if (bytes === null) return false;
    this.#out.get(id)?.resolve(decode(bytes) as Result);
    return true;
  }

  /** Every second: give a sign of life, count the workers, and look for chunks that nobody has any more. */
  async #watch(): Promise<void> {
    while (!this.#isClosed) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      try {
        await signOn(this.#redis, EXPERIMENTS, this.#id, { version: VERSION });
        await this.#count();
        for (const [id, out] of this.#out) await this.#look(id, out);
      } catch {
        // The server is away; the connection says so, and comes back.
      }
    }
  }

  async #look(id: string, out: Out): Promise<void> {
    const waited = performance.now() - out.since;
    // It may be about to be handed out.
    if (waited < LOOK_MS) return;
    const state = await this.#queue.getJobState(id);
    // A result comes before its job ends.
    if (await this.#take(id)) return;
    if (state === 'unknown') out.resolve('lost');
    else if (this.#surroundings.signal?.aborted && state !== 'active') {
      await (await this.#queue.getJob(id))?.remove().then(
        () => out.resolve('withdrawn'),
        () => undefined,
      );
    } else if (waited > LONG_MS) {
      this.#tellOnce(`rows ${out.first} to ${out.first + out.count - 1} have taken over a minute (${state})`);
    }
  }

  async #count(): Promise<void> {
    const workers = await membersOf(this.#redis, WORKERS);
    const own = workers.filter(({ version }) => version === VERSION);
    this.#threads = sum(own.map(({ threads = 0 }) => threads));
    if (performance.now() - this.#opened < ALONE_MS || this.#out.size === 0) return;
    const lacking = [...new Set(own.flatMap(({ lacks = [] }) => lacks))];
    const others = [...new Set(workers.filter(({ version }) => version !== VERSION).map(({ version }) => version))];
    if (own.length === 0) {
      const strangers = others.length > 0 ? ` (there are workers of version ${others.join(', ')}, not ${VERSION})` : '';
      this.#tellOnce(`no worker serves ${this.#url}${strangers}; start one: overbuild worker --queue ${this.#url}`);
    } else if (lacking.length > 0) {
      this.#tellOnce(`a worker lacks ${lacking.join(', ')}: start it with --strategy and the same file`);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    disconnectRedis(this.#listening);
    await Promise.all(this.#loops);
    await signOff(this.#redis, EXPERIMENTS, this.#id).catch(() => undefined);
    await this.#queue.close().catch(() => undefined);
    disconnectRedis(this.#redis);
  }
}
