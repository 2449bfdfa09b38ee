/** The thread beside a waiting one: it runs a strategy's command and carries lines to and fro. */

import { spawn } from 'node:child_process';
import { type MessagePort, workerData } from 'node:worker_threads';

export interface BridgeData {
  readonly words: readonly string[];
  readonly folder: string;
  readonly port: MessagePort;
  /** Counts messages to the waiting thread. */
  readonly signal: Int32Array;
}

/** What the waiting thread hears: a line that the command wrote, or how it ended. */
export type BridgeNews = { readonly line: string } | { readonly ended: string };

const MAX_LINE = 1_000_000;
const TOLD_ERROR = 600;

const { words, folder, port, signal } = workerData as BridgeData;
const child = spawn(words[0], words.slice(1), { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
let pending = '';
let complaint = '';

function tell(news: BridgeNews): void {
  port.postMessage(news);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
}

port.on('message', (line: string) => {
  if (line === '') child.kill('SIGKILL');
  else child.stdin.write(`${line}\n`);
});
// A command that ended cannot be written to; how it ended is told once.
child.stdin.on('error', () => undefined);
child.stdout.setEncoding('utf8').on('data', (text: string) => {
  const lines = (pending + text).split('\n');
  pending = lines.pop() ?? '';
  for (const line of lines) if (line.trim() !== '') tell({ line });
  if (pending.length > MAX_LINE) child.kill('SIGKILL');
});
child.stderr.setEncoding('utf8').on('data', (text: string) => {
  complaint = (complaint + text).slice(-TOLD_ERROR);
});
child.on('error', (error) => tell({ ended: `cannot start ${words[0]}: ${error.message}` }));
child.on('close', (code, killer) => {
  const said = complaint.trim().split('\n').at(-1) ?? '';
  const how = code === null ? `was ended by ${killer}` : `ended with code ${code}`;
  tell({ ended: `${words.join(' ')} ${how}${said === '' ? '' : `: ${said}`}` });
  port.close();
});
