/** The engine as a library: how often each wall stops the race, at two haircuts of a disciplined board. */

// In a project of your own: import { ... } from 'overbuild/node';
import { createSimulator, expandSeed, loadScenario } from '../src/node/index.ts';

const RUNS = 20;
const seed = expandSeed('example');

for (const haircut of [0.3, 0.7]) {
  const { scenario } = loadScenario('baseline', { overrides: [`capex.growthHaircut=${haircut}`] });
  const simulator = createSimulator(scenario);
  const walls = new Map<string, number>();
  for (let replication = 0; replication < RUNS; replication++) {
    const { wall } = simulator.run(seed, replication).outcome;
    walls.set(wall, (walls.get(wall) ?? 0) + 1);
  }
  const counts = [...walls].sort(([a], [b]) => (a < b ? -1 : 1)).map(([wall, count]) => `${wall} ${count}`);
  console.log(`haircut ${haircut}: first wall of ${RUNS} runs: ${counts.join(', ')}`);
}
