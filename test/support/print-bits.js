/** Prints a hash over every bit of some runs of the built package: run it under another engine and compare. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSimulator, expandSeed, parseScenario, runMetrics } from '../../dist/index.js';

const RUNS = 20;
const file = 'scenarios/baseline.yaml';
const { scenario } = parseScenario(readFileSync(file, 'utf8'), { file });
const simulator = createSimulator(scenario, 'all');
const seed = expandSeed('bits');
const hash = createHash('sha256');
for (let k = 0; k < RUNS; k++) {
  const trace = simulator.run(seed, k);
  for (const { name, shape } of simulator.columns) {
    const values = trace.column(name, shape);
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  hash.update(JSON.stringify(runMetrics(trace)));
}
process.stdout.write(hash.digest('hex'));
