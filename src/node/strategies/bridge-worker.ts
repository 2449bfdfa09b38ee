/** The thread that runs a strategy's command and passes lines between it and the thread that waits for them. */

import { type ChildProcess, spawn } from 'node:child_process';
import { type MessagePort, workerData } from 'node:worker_threads';

export interface BridgeData {
  readonly words: readonly string[];
  readonly folder: string;
  /** Added to the environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly port: MessagePort;
  /** Counts messages to the waiting thread. */
  readonly signal: Int32Array;
}

/** What the waiting thread hears: a line that the command wrote, or how it ended. */
export type BridgeNews = { readonly line: string } | { readonly ended: string };

const MAX_LINE = 1_000_000;
/** Lines that a command may be ahead of its questions before it is ended: they are held in memory. */
const MAX_UNREQUESTED = 100;
const REPORTED_ERROR = 600;

const { words, folder, environment, port, signal } = workerData as BridgeData;
const IS_WINDOWS = process.platform === 'win32';
// A group of its own, so that what the command starts ends with it.
const child = spawn(words[0], words.slice(1), {
  cwd: folder,
  env: { ...process.env, ...environment },
  stdio: ['pipe', 'pipe', 'pipe'],
  detached: !IS_WINDOWS,
});
const guard = child.pid === undefined || IS_WINDOWS ? undefined : watchOver(child.pid);
let pending = '';
let unrequested = 0;
let complaint = '';

/** End a command whose asker is gone, however that went: a pipe that nobody holds any more reads as ended. */
function watchOver(pid: number): ChildProcess {
  const watch = spawn('sh', ['-c', 'read -r _; kill -9 -"$1"', 'sh', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watch.on('error', () => undefined);
  return watch;
}

function end(): void {
  if (guard === undefined) child.kill('SIGKILL');
  else guard.stdin?.end();
}

function post(news: BridgeNews): void {
  port.postMessage(news);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
}

port.on('message', (line: string) => {
  unrequested--;
  if (line === '') end();
  else child.stdin.write(`${line}\n`);
});
// Writes to an ended command fail; its end is reported by `close`.
child.stdin.on('error', () => undefined);
child.stdout.setEncoding('utf8').on('data', (text: string) => {
  const lines = (pending + text).split('\n');
  pending = lines.pop() ?? '';
  for (const line of lines) {
    if (line.trim() === '' || unrequested > MAX_UNREQUESTED) continue;
    unrequested++;
    post({ line });
  }
  if (pending.length > MAX_LINE || unrequested > MAX_UNREQUESTED) end();
});
child.stderr.setEncoding('utf8').on('data', (text: string) => {
  complaint = (complaint + text).slice(-REPORTED_ERROR);
});
child.on('error', (error) => post({ ended: `cannot start ${words[0]}: ${error.message}` }));
child.on('close', (code, killer) => {
  const said = complaint.trim().split('\n').at(-1) ?? '';
  const how = code === null ? `was ended by ${killer}` : `ended with code ${code}`;
  // What it had started ends too.
  guard?.stdin?.end();
  post({ ended: `${words.join(' ')} ${how}${said === '' ? '' : `: ${said}`}` });
  port.close();
});
