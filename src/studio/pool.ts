/** A pool of workers: distributes runs, collects results as they arrive, and drops requests that no longer count. */

import type { Answers, FromWorker, Question, ToWorker } from './messages.ts';
import type { RecordedRun } from './recorded-run.ts';
import type { Case } from './study.ts';
import type { Table } from './summary.ts';

export interface RunJob {
  readonly which: Case;
  readonly seed: string;
  /** Runs from `first` up to `end`, not included. */
  readonly first: number;
  readonly end: number;
  onRuns(runs: readonly RecordedRun[], table: Table): void;
  onDone(): void;
  onFailed(problems: readonly string[]): void;
}

export interface Pool {
  /** Do this and nothing else; an earlier job is given up. */
  start(job: RunJob): void;
  stop(): void;
  ask<Q extends Question>(question: Q, ask: Answers[Q]['ask']): Promise<Answers[Q]['answer']>;
}

/** Workers beyond this share memory bandwidth and little else. */
const MOST_WORKERS = 6;

/** What a worker says that it cannot do. */
export class Refusal extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

export function createPool(script: string, files: Readonly<Record<string, string>>): Pool {
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const count = Math.max(2, Math.min(MOST_WORKERS, navigator.hardwareConcurrency - 1));
  const workers = Array.from({ length: count }, () => new Worker(address));
  const waiting = new Map<number, { resolve(answer: never): void; reject(error: Error): void }>();
  let questions = 0;
  let jobs = 0;
  let current: { readonly job: number; readonly what: RunJob; busy: number } | undefined;
  const tell = (worker: Worker, message: ToWorker): void => worker.postMessage(message);

  function hear({ data }: MessageEvent<FromWorker>): void {
    if (data.kind === 'answer' || data.kind === 'refused') {
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.kind === 'answer') asked?.resolve(data.answer as never);
      else asked?.reject(new Refusal(data.problems));
      return;
    }
    if (current === undefined || data.job !== current.job) return;
    const { what } = current;
    if (data.kind === 'runs') what.onRuns(data.runs, data.table);
    else if (data.kind === 'failed') {
      stop();
      what.onFailed(data.problems);
    } else if (--current.busy === 0) {
      current = undefined;
      what.onDone();
    }
  }

  function stop(): void {
    current = undefined;
    for (const worker of workers) tell(worker, { kind: 'stop' });
  }

  for (const worker of workers) {
    worker.onmessage = hear;
    tell(worker, { kind: 'open', files });
  }
  return {
    start(what) {
      const job = ++jobs;
      const { which, seed, first, end } = what;
      const orders = workers.map((worker, w) => ({ worker, from: first + w })).filter(({ from }) => from < end);
      current = { job, what, busy: orders.length };
      for (const worker of workers.slice(orders.length)) tell(worker, { kind: 'stop' });
      for (const { worker, from } of orders) {
        tell(worker, { kind: 'runs', order: { job, which, seed, first: from, step: workers.length, end } });
      }
    },
    stop,
    ask(question, ask) {
      const id = ++questions;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        // The first worker answers: it compiles and remembers, and hears questions between two runs.
        tell(workers[0], { kind: 'ask', id, question, ask });
      });
    },
  };
}
