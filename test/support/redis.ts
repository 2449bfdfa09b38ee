/** A Redis server of a test, and workers on it. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach } from 'vitest';
import { type Started, startProgram } from './program.ts';

const SERVER = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);

/** Whether tests that need a server have to be skipped; where nothing may be skipped they fail. */
export const LACKS_REDIS = SERVER === undefined && process.env.OVERBUILD_REQUIRE_ALL === undefined;

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export interface TestServer {
  readonly url: string;
  /** End the server and lose what it held. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** A server that stores nothing on disk; ended after the test. */
export async function startRedis(): Promise<TestServer> {
  const port = await freePort();
  let child: ChildProcess;
  const server: TestServer = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const argv = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      child = spawn(SERVER ?? 'redis-server', argv, { stdio: ['ignore', 'pipe', 'ignore'] });
      running.push(child);
      await new Promise<void>((ready, failed) => {
        child.on('error', failed);
        child.stdout?.on('data', (text: Buffer) => {
          if (text.includes('eady to accept connections')) ready();
        });
      });
    },
    async stop() {
      child.kill('SIGKILL');
      while (child.exitCode === null && child.signalCode === null) await wait(5);
    },
  };
  await server.start();
  return server;
}

/** Start a worker process with one thread and wait until it serves. */
export async function startQueueWorker(url: string, ...more: string[]): Promise<Started> {
  const started = startProgram(['worker', '--queue', url, '--jobs', '1', ...more]);
  running.push(started.process);
  await Promise.race([
    new Promise<void>((ready) => started.process.stdout?.once('data', () => ready())),
    started.ended.then(({ stderr }) => Promise.reject(new Error(`the worker ended: ${stderr}`))),
  ]);
  return started;
}
