/** Calls a strategy written in any language: sends JSON lines to its command and reads the answers (docs/strategy-protocol.md). */

import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { GameView, Strategy } from '../../strategies/strategy.ts';
import { adoptStrategy } from '../../strategies/user-strategy.ts';
import type { BridgeData, BridgeNews } from './bridge-worker.ts';
import { workerAddress } from '../worker-address.ts';
import type { StrategySource } from './strategy-source.ts';

/** Version of the protocol. */
const PROTOCOL = 2;
const MS_PER_SECOND = 1000;
/** Time for an interpreter to start and say hello, and for one answer. */
const HELLO_SECONDS = 10;
const ANSWER_SECONDS = 5;
/** Characters of a wrong answer that a message quotes. */
const SHOWN = 80;
/** Characters of a reason that it gives itself. */
const MOST_WORDS = 1000;

type Message = Readonly<Record<string, unknown>>;

/** The command ended, or answered another question than it was asked: that with a number, when it had one. */
class StrayError extends Error {
  readonly answered: unknown;

  constructor(message: string, answered?: unknown) {
    super(message);
    this.answered = answered;
  }
}

/** The thread that runs the command while this one waits. */
class Bridge {
  readonly #source: StrategySource;
  #open: { readonly worker: Worker; readonly port: MessagePort; readonly signal: Int32Array } | undefined;
  /** Number of the last question, and of the last before the run. */
  #number = 0;
  #before = 0;
  /** What it said of itself first. */
  #said: string | undefined;
  /** Whether it has been asked to decide in a run that is not over, and whether it has served a run before that. */
  #isInRun = false;
  #isInherited = false;

  constructor(source: StrategySource) {
    this.#source = source;
  }

  /** Ask what it is, starting it when it is not running; it must say the same every time. */
  hello(): Message {
    if (this.#open === undefined) this.#start();
    const seconds = Math.max(HELLO_SECONDS, this.#source.answerSeconds ?? 0);
    const answer = this.#ask({ ask: 'hello', protocol: PROTOCOL }, seconds);
    const said = JSON.stringify({ ...answer, question: undefined });
    this.#said ??= said;
    if (answer.protocol === PROTOCOL && said === this.#said) return answer;
    this.close();
    if (answer.protocol !== PROTOCOL) throw new Error(`speaks protocol ${answer.protocol}, expected ${PROTOCOL}`);
    throw new Error(
      `said hello with ${said.slice(0, MOST_WORDS)}, and before with ${this.#said.slice(0, MOST_WORDS)}: it must say the same every time`,
    );
  }

  /**
   * Ask for a decision; after a failure the next question starts the command again. A process of an earlier run that
   * ends, or speaks unasked, costs no later run: a question holds all there is to know, so a fresh one is asked it again.
   */
  decide(question: Message): Message {
    try {
      return this.#decide(question);
    } catch (error) {
      const isOlder = error instanceof StrayError && !(Number(error.answered) > this.#before);
      if (!isOlder || !this.#isInherited) throw error;
      return this.#decide(question);
    }
  }

  /** A run begins. One that was broken off may have left answers behind. */
  begin(): void {
    if (this.#isInRun) this.close();
  }

  /** A run is over: a command that has ended, or has said more than it was asked, fails it. */
  end(): void {
    if (!this.#isInRun) return;
    this.#isInRun = false;
    this.hello();
    this.#isInherited = true;
  }

  close(): void {
    this.#open?.port.postMessage('');
    this.#open = undefined;
    this.#isInRun = false;
  }

  #start(): void {
    const { port1, port2 } = new MessageChannel();
    const signal = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const { words, folder, environment = {} } = this.#source;
    const data: BridgeData = { words, folder, environment, port: port2, signal };
    const worker = new Worker(startOf(workerAddress('strategies/bridge-worker')), {
      eval: true,
      workerData: data,
      transferList: [port2],
      execArgv: [],
    });
    worker.unref();
    port1.unref();
    this.#open = { worker, port: port1, signal };
    this.#isInherited = false;
  }

  #decide(question: Message): Message {
    if (this.#open === undefined) this.hello();
    if (!this.#isInRun) this.#before = this.#number;
    this.#isInRun = true;
    return this.#ask({ ask: 'decide', ...question }, this.#source.answerSeconds ?? ANSWER_SECONDS);
  }

  #ask(question: Message, seconds: number): Message {
    const number = ++this.#number;
    const text = this.#exchange(JSON.stringify({ question: number, ...question }), seconds);
    let answer: unknown;
    try {
      answer = JSON.parse(text);
    } catch {
      this.close();
      throw new Error(`answered ${JSON.stringify(text.slice(0, SHOWN))}: expected one line of JSON`);
    }
    if (typeof answer !== 'object' || answer === null) {
      this.close();
      throw new Error(`answered ${text.slice(0, SHOWN)}: expected an object`);
    }
    const { question: answered, error } = answer as Message;
    if (answered !== number) {
      this.close();
      if (answered === undefined) {
        throw new Error(
          `answered ${text.slice(0, SHOWN)} without the number of the question: repeat "question": ${number}, as protocol ${PROTOCOL} asks (docs/strategy-protocol.md)`,
        );
      }
      throw new StrayError(
        `answered question ${JSON.stringify(answered)} when it was asked question ${number}: expected one line for each question`,
        answered,
      );
    }
    if (error !== undefined) throw new Error(String(error).slice(0, MOST_WORDS));
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
        throw new StrayError(news.ended);
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
interface ReturnedMemory {
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
  const { id, summary, memoryDepth, needs, params, draws = 0 } = bridge.hello();
  const depth = memoryDepth ?? Number.POSITIVE_INFINITY;
  const count = Number(draws);
  return {
    ...adoptStrategy({
      id,
      summary,
      memoryDepth: depth,
      ...(needs === undefined || needs === null ? {} : { needs }),
      params: params ?? {},
      stochastic: count > 0,
      start(): ReturnedMemory {
        bridge.begin();
        return { value: null };
      },
      decide(view: GameView, values: unknown, memory: ReturnedMemory, rng: { uniform(): number }): number {
        const random = Array.from({ length: count }, () => rng.uniform());
        const answer = bridge.decide({
          view: viewAsJson(view, depth as number),
          params: values,
          memory: memory.value,
          random,
        });
        memory.value = answer.memory ?? null;
        const { intensity } = answer;
        if (typeof intensity === 'number') return intensity;
        const words = typeof intensity === 'string' ? intensity : JSON.stringify(intensity);
        return words?.slice(0, SHOWN) as unknown as number;
      },
    }),
    end: () => bridge.end(),
  };
}

/** The view as JSON: histories begin with the last decision and go back as far as the strategy looks. */
function viewAsJson(view: GameView, depth: number): Message {
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
