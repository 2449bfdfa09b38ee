/** Runs fuzzed cases: what is a finding, each kind of them once with a case to make again, and a guard against hangs. */

import { Worker } from 'node:worker_threads';
import { inspect } from 'node:util';
import { UserError } from '../../src/scenario/errors.ts';
import { CASES, drawOf, type Draw, ONLY, SEED } from './draw.ts';

/** A family of cases: its share of all, and what makes and plays one. */
export interface Family {
  readonly name: string;
  readonly share: number;
  /** Play a case; what is wrong, in words. A UserError is an answer, anything else that is thrown is a finding. */
  play(draw: Draw, tell: (what: string) => void): Promise<readonly string[]> | readonly string[];
}

/** Longest time of one case on a busy machine; ended by the end of the process, as nothing else ends a loop. */
const LONGEST_MS = 180_000;
const TOLD_BYTES = 20_000;

/** A thread that ends the process when a case does not end, and says which. */
function guard(): { begin(name: string): void; note(what: string): void; end(): Promise<number> } {
  const beat = new Int32Array(new SharedArrayBuffer(8));
  const told = new Uint8Array(new SharedArrayBuffer(TOLD_BYTES));
  const watch = `
    const { workerData: { beat, told, longest } } = require('node:worker_threads');
    let last = -1, since = Date.now();
    setInterval(() => {
      const now = Atomics.load(beat, 0);
      if (now !== last) { last = now; since = Date.now(); return; }
      if (Date.now() - since < longest) return;
      const text = Buffer.from(told.slice(0, Atomics.load(beat, 1))).toString();
      require('node:fs').writeSync(2, 'a case does not end: ' + text + '\\n');
      process.kill(process.pid, 'SIGKILL');
    }, 1000);`;
  const worker = new Worker(watch, { eval: true, workerData: { beat, told, longest: LONGEST_MS } });
  const note = (what: string): void => {
    const bytes = Buffer.from(what).subarray(0, TOLD_BYTES);
    told.set(bytes);
    Atomics.store(beat, 1, bytes.length);
  };
  return {
    begin(name) {
      note(name);
      Atomics.add(beat, 0, 1);
    },
    note,
    end: () => worker.terminate(),
  };
}

/** The kind of a finding: its words without what varies from case to case. */
const kindOf = (finding: string): string =>
  finding
    .split('\n')[0]
    .replace(/\d[\d.e+-]*/g, '#')
    .slice(0, 120);

/** Play the share of a family; a line for each kind of finding with how often it came and a case. */
export async function findingsOf({ name, share, play }: Family): Promise<string[]> {
  const cases = Math.round(CASES * share);
  const [only, at] = ONLY?.split(':') ?? [];
  if (only !== undefined && only !== name) return [];
  const watch = guard();
  let played = 0;
  let refused = 0;
  const found = new Map<string, { count: number; first: string }>();
  for (let i = at === undefined ? 0 : Number(at); i < (at === undefined ? cases : Number(at) + 1); i++) {
    let told = '';
    watch.begin(`LAW_SEED=${SEED} FUZZ_CASE=${name}:${i}`);
    const tell = (what: string): void => {
      told = what;
      watch.note(`LAW_SEED=${SEED} FUZZ_CASE=${name}:${i}: ${what}`);
    };
    let findings: readonly string[];
    played++;
    try {
      findings = await play(drawOf(name, i), tell);
    } catch (error) {
      findings = error instanceof UserError ? [] : [inspect(error)];
      if (error instanceof UserError) refused++;
    }
    for (const finding of findings) {
      const known = found.get(kindOf(finding));
      const first = known?.first ?? `FUZZ_CASE=${name}:${i}: ${finding}\n${told}`;
      found.set(kindOf(finding), { count: (known?.count ?? 0) + 1, first });
    }
  }
  await watch.end();
  console.log(`${name}: ${played} cases, ${refused} of them refused`);
  return [...found.values()].map(({ count, first }) => `${count} times, LAW_SEED=${SEED} ${first}`);
}
