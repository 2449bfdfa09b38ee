/** A strategy in any language: a command asked over JSON lines, as if it were a function (docs/strategy-protocol.md). */

import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { GameView, Strategy } from '../../strategies/strategy.ts';
import { adoptStrategy } from '../../strategies/user-strategy.ts';
import type { BridgeData, BridgeNews } from './bridge-worker.ts';
import { workerAddress } from '../worker-address.ts';
import type { StrategySource } from './strategy-source.ts';

/** Version of the protocol. */
const PROTOCOL = 1;
const MS_PER_SECOND = 1000;
/** Time for an interpreter to start and say hello, and for one answer. */
const HELLO_SECONDS = 10;
const ANSWER_SECONDS = 5;

type Message = Readonly<Record<string, unknown>>;

/** The thread that runs the command while this one waits. */
class Bridge {
  readonly #source: StrategySource;
  #open: { readonly worker: Worker; readonly port: MessagePort; readonly signal: Int32Array } | undefined;

  constructor(source: StrategySource) {
    this.#source = source;
  }

  /** Ask one question and wait for the answer; after a failure the next question starts the command again. */
  ask(question: Message): Message {
    if (this.#open === undefined) {
      this.#start();
      this.#askOpen({ ask: 'hello', protocol: PROTOCOL }, HELLO_SECONDS);
    }
    return this.#askOpen(question, this.#source.answerSeconds ?? ANSWER_SECONDS);
  }

  hello(): Message {
    this.#start();
    return this.#askOpen({ ask: 'hello', protocol: PROTOCOL }, HELLO_SECONDS);
  }

  close(): void {
    this.#open?.port.postMessage('');
    this.#open = undefined;
  }

  #start(): void {
    const { port1, port2 } = new MessageChannel();
    const signal = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const { words, folder } = this.#source;
    const data: BridgeData = { words, folder, port: port2, signal };
    const worker = new Worker(startOf(workerAddress('strategies/bridge-worker')), {
      eval: true,
      workerData: data,
      transferList: [port2],
      execArgv: [],
    });
    worker.unref();
    port1.unref();
    this.#open = { worker, port: port1, signal };
  }

  #askOpen(question: Message, seconds: number): Message {
    const text = this.#exchange(JSON.stringify(question), seconds);
    let answer: unknown;
    try {
      answer = JSON.parse(text);
    } catch {
      this.close();
      throw new Error(`answered ${JSON.stringify(text.slice(0, 80))}: expected one line of JSON`);
    }
    if (typeof answer !== 'object' || answer === null)
      throw new Error(`answered ${text.slice(0, 80)}: expected an object`);
    if ('error' in answer) throw new Error(String(answer.error));
    return answer as Message;
  }

  #exchange(line: string, seconds: number): string {
    if (this.#open === undefined) throw new Error('the command is not running');
    const { port, signal } = this.#open;
    const until = performance.now() + seconds * MS_PER_SECOND;
    port.postMessage(line);
    for (;;) {
      const seen = Atomics.load(signal, 0);
      const news = receiveMessageOnPort(port)?.message as BridgeNews | undefined;
      if (news !== undefined && 'line' in news) return news.line;
      if (news !== undefined) {
        this.#open = undefined;
        throw new Error(news.ended);
      }
      const left = until - performance.now();
      if (left <= 0) {
        this.close();
        throw new Error(`gave no answer within ${seconds} s`);
      }
      Atomics.wait(signal, 0, seen, left);
    }
  }
}

/** Code that starts a thread on a module: a thread cannot start from TypeScript, but it can load what reads it. */
function startOf(url: string): string {
  if (!url.endsWith('.ts')) return `import(${JSON.stringify(url)})`;
  const loader = createRequire(import.meta.url).resolve('tsx/cjs/api');
  return `require(${JSON.stringify(loader)}).register(); require(${JSON.stringify(fileURLToPath(url))})`;
}

/** Memory of a strategy whose process keeps none: what it gave back with its last answer. */
interface Kept {
  value: unknown;
}

/**
 * Start a command and make a strategy of what it says of itself.
 *
 * @throws Error  When it does not start or does not speak the protocol.
 * @throws StrategyError  When what it says of itself is no strategy.
 */
export function bridgeStrategy(source: StrategySource): Strategy {
  const bridge = new Bridge(source);
  const { protocol, id, summary, memoryDepth, needs, params, draws = 0 } = bridge.hello();
  if (protocol !== PROTOCOL) {
    bridge.close();
    throw new Error(`speaks protocol ${String(protocol)}, expected ${PROTOCOL}`);
  }
  const depth = memoryDepth ?? Number.POSITIVE_INFINITY;
  const count = Number(draws);
  return adoptStrategy({
    id,
    summary,
    memoryDepth: depth,
    ...(needs === undefined || needs === null ? {} : { needs }),
    params: params ?? {},
    stochastic: count > 0,
    start: (): Kept => ({ value: null }),
    decide(view: GameView, values: unknown, memory: Kept, rng: { uniform(): number }): number {
      const random = Array.from({ length: count }, () => rng.uniform());
      const question = {
        ask: 'decide',
        view: told(view, depth as number),
        params: values,
        memory: memory.value,
        random,
      };
      const answer = bridge.ask(question);
      memory.value = answer.memory ?? null;
      return answer.intensity as number;
    },
  });
}

/** The view as JSON: histories begin with the last decision and go back as far as the strategy looks. */
function told(view: GameView, depth: number): Message {
  const lags = Array.from({ length: Math.min(view.decision, depth) }, (_, i) => i + 1);
  const { stage, economy } = view;
  return {
    decision: view.decision,
    id: view.id,
    rivals: [...view.rivals],
    own: {
      intended: lags.map((lag) => view.ownIntended(lag)),
      realised: lags.map((lag) => view.ownRealised(lag)),
      payoff: lags.map((lag) => view.ownPayoff(lag)),
    },
    observed: Object.fromEntries(view.rivals.map((r) => [r, lags.map((lag) => view.rivalIntensity(r, lag))])),
    cooperatingShare: lags.map((lag) => view.cooperatingShare(lag)),
    stage: { T: stage.own(1, 0), R: stage.own(0, 0), P: stage.own(1, 1), S: stage.own(0, 1) },
    economy:
      economy === undefined ? null : { month: economy.month, own: { ...economy.own }, market: { ...economy.market } },
  };
}
