/** The worker: simulates runs in the background, one at a time, so that it can receive messages between two runs. */

// First: the schemas of the other modules are made while they load.
import { ZOD_SETTINGS } from './without-eval.ts';
import { MODEL_VERSION } from '../../engine/version.ts';
import { printScenario } from '../../reader/print.ts';
import { UserError } from '../../scenario/errors.ts';
import { ScenarioSchema } from '../../scenario/schema.ts';
import type { Answers, FromWorker, Question, RunOrder, ToWorker } from '../messages.ts';
import type { RecordedRun } from '../recorded-run.ts';
import { createConfigurator } from './configure.ts';
import { describeCase } from './describe-case.ts';
import { inspectRun } from './inspect-run.ts';
import { createSeatPlayer, type SeatPlayer } from './play-seat.ts';
import { createRunRecorder, type RunRecorder } from './record-run.ts';

if (ZOD_SETTINGS.jitless !== true) throw new Error('zod would make code of text');

/** Time after which runs that are ready are handed over, milliseconds. */
const HAND_OVER = 60;
const send = (message: FromWorker): void => postMessage(message);

let configure = createConfigurator({});
let order: RunOrder | undefined;
let next = 0;
let ready: RecordedRun[] = [];
let handed = 0;
/** The case that was compiled last, and its recorder. */
let compiled: { readonly key: string; readonly recorder: RunRecorder } | undefined;
let game: { readonly key: string; readonly player: SeatPlayer } | undefined;

/** Goes on after what waits to be heard. */
const { port1, port2 } = new MessageChannel();
let isDue = false;
port1.onmessage = () => {
  isDue = false;
  work();
};
function goOn(): void {
  if (!isDue) port2.postMessage(undefined);
  isDue = true;
}

function recorderOf({ which, seed }: RunOrder): RunRecorder {
  const key = JSON.stringify([which, seed]);
  if (compiled?.key !== key) compiled = { key, recorder: createRunRecorder(configure(which).scenario, seed) };
  return compiled.recorder;
}

function work(): void {
  if (order === undefined) return;
  const { job, end, step } = order;
  try {
    const recorder = recorderOf(order);
    if (next < end) {
      ready.push(recorder.record(next));
      next += step;
    }
    const isDone = next >= end;
    // The first run of an order is wanted at once, later ones a few at a time.
    if (isDone || performance.now() - handed > HAND_OVER) {
      send({ kind: 'runs', job, table: { columns: recorder.columns, nodes: recorder.nodes }, runs: ready });
      ready = [];
      handed = performance.now();
    }
    if (isDone) {
      order = undefined;
      send({ kind: 'done', job });
    } else goOn();
  } catch (error) {
    order = undefined;
    send({ kind: 'failed', job, problems: problemsOf(error) });
  }
}

function answer(question: Question, ask: Answers[Question]['ask']): Answers[Question]['answer'] {
  const configured = configure(ask.which);
  if (question === 'describe') return describeCase(configured);
  if (question === 'print') {
    const { parsed, scenario } = configured;
    return printScenario(scenario, { schema: ScenarioSchema, evidence: parsed.evidence });
  }
  if (question === 'inspect') {
    const { seed, run } = ask as Answers['inspect']['ask'];
    return inspectRun(configured, seed, run);
  }
  const { which, game: asked, choices } = ask as Answers['play']['ask'];
  const key = JSON.stringify([which, asked]);
  if (game?.key !== key) game = { key, player: createSeatPlayer(configured.scenario, asked) };
  return game.player.play(choices);
}

function problemsOf(error: unknown): readonly string[] {
  if (error instanceof UserError) return error.problems;
  return [`model ${MODEL_VERSION}: ${error instanceof Error ? error.message : String(error)}`];
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'open') configure = createConfigurator(data.files);
  else if (data.kind === 'stop') {
    order = undefined;
    ready = [];
  } else if (data.kind === 'runs') {
    order = data.order;
    next = data.order.first;
    ready = [];
    handed = 0;
    goOn();
  } else {
    try {
      send({ kind: 'answer', id: data.id, answer: answer(data.question, data.ask) });
    } catch (error) {
      send({ kind: 'refused', id: data.id, problems: problemsOf(error) });
    }
  }
});
