/** The supply network against a hand-written loop of the same arithmetic: `npx tsx bench/supply.ts`. */

import { compileNetwork } from '../src/model/supply/network.ts';
import { fillInitialSupply } from '../src/model/supply/initial.ts';
import { createSupplyState } from '../src/model/supply/state.ts';
import { compileSupplyStep } from '../src/model/supply/compile-step.ts';
import { SupplySchema } from '../src/scenario/supply.ts';
import { cpuSeconds, interleave } from './measure.ts';

const MONTHS = 180;
const TIERS = 4;
const CUSTOMERS = 5;
const [WEIGHT, STOCK, LINE, BOOK, LEAD, SLACK] = [0.3, 4, 6, 2, 2, 1.1];
const ids = Array.from({ length: TIERS }, (_, tier) => `tier${tier}`);
const rates = Array.from({ length: CUSTOMERS }, (_, k) => 10 * (k + 1));
const flow = rates.reduce((sum, rate) => sum + rate, 0);
const demand = Float64Array.from({ length: MONTHS }, (_, t) => 1 + 0.2 * Math.sin(t / 5) + 0.1 * Math.sin(t * 1.7));

const section = SupplySchema.parse({
  policy: { kind: 'apiobpcs', stockAdjustMonths: STOCK, lineAdjustMonths: LINE, lineWeight: 1 },
  forecast: { kind: 'exponential', weight: WEIGHT },
  nodes: ids.map((id, tier) => ({
    id,
    leadMonths: LEAD,
    backlogMonths: BOOK,
    capacityOverRate: SLACK,
    inputs: [tier === TIERS - 1 ? { id: 'external', leadMonths: LEAD } : { id: ids[tier + 1] }],
  })),
});
const network = compileNetwork(
  section,
  rates.map((orderMwPerMonth, k) => ({ id: `c${k}`, node: ids[0], orderMwPerMonth })),
);
const state = createSupplyState(network, MONTHS);
const step = compileSupplyStep(state, network);

/** One run of the engine; returns a sum that any difference would show in. */
function engine(): number {
  let sum = 0;
  fillInitialSupply(state, network);
  for (let t = 0; t < MONTHS; t++) {
    for (let k = 0; k < CUSTOMERS; k++) state.externalOrders[network.externalLink[k]] = rates[k] * demand[t];
    step.orders(t);
    step.shipments(t);
    for (let n = 0; n < TIERS; n++) sum += state.nodeBacklogUnits[n] * (n + 1);
  }
  return sum;
}

const [book, level, raw, transit, placed, quoted] = Array.from({ length: 6 }, () => new Float64Array(TIERS));
const pipe = new Float64Array(TIERS * LEAD);
const [owed, onTheWay, got] = Array.from({ length: 3 }, () => new Float64Array(CUSTOMERS));
const out = new Float64Array(CUSTOMERS * LEAD);

/** The same by hand: a serial chain, constants folded, nothing that this chain does not need. */
function loop(): number {
  let sum = 0;
  for (let n = 0; n < TIERS; n++) {
    book[n] = (BOOK - 1) * flow;
    level[n] = flow;
    raw[n] = 0;
    transit[n] = LEAD * flow;
    for (let k = 0; k < LEAD; k++) pipe[n * LEAD + k] = flow;
  }
  for (let k = 0; k < CUSTOMERS; k++) {
    owed[k] = (BOOK - 1) * rates[k];
    onTheWay[k] = LEAD * rates[k];
    for (let s = 0; s < LEAD; s++) out[k * LEAD + s] = rates[k];
  }
  for (let t = 0; t < MONTHS; t++) {
    const slot = t % LEAD;
    let incoming = 0;
    for (let k = 0; k < CUSTOMERS; k++) {
      owed[k] += rates[k] * demand[t];
      incoming += rates[k] * demand[t];
    }
    for (let n = 0; n < TIERS; n++) {
      let total = book[n] + incoming;
      if (n === 0) {
        total = 0;
        for (let k = 0; k < CUSTOMERS; k++) total += owed[k];
      }
      level[n] += WEIGHT * (incoming - level[n]);
      const line = transit[n] + (n === TIERS - 1 ? 0 : book[n + 1]);
      const months = LEAD + (n === TIERS - 1 ? 0 : BOOK - 1);
      const order = level[n] + (total - BOOK * level[n] - raw[n]) / STOCK + (months * level[n] - line) / LINE;
      book[n] = total;
      incoming = Math.max(0, order);
      placed[n] = incoming;
    }
    for (let n = 0; n < TIERS; n++) {
      raw[n] += pipe[n * LEAD + slot];
      transit[n] -= pipe[n * LEAD + slot];
    }
    for (let n = TIERS - 1; n >= 0; n--) {
      let units = SLACK * flow;
      if (book[n] / BOOK < units) units = book[n] / BOOK;
      if (raw[n] < units) units = raw[n];
      raw[n] -= units;
      if (n > 0) {
        book[n] -= units;
        pipe[(n - 1) * LEAD + slot] = units;
        transit[n - 1] += units;
      } else {
        const share = units / book[0];
        let left = 0;
        for (let k = 0; k < CUSTOMERS; k++) {
          const shipped = owed[k] * share;
          owed[k] -= shipped;
          left += owed[k];
          got[k] = out[k * LEAD + slot];
          onTheWay[k] += shipped - got[k];
          out[k * LEAD + slot] = shipped;
        }
        book[0] = left;
      }
      quoted[n] = LEAD + book[n] / units;
      if (n === TIERS - 1) {
        pipe[n * LEAD + slot] = placed[n];
        transit[n] += placed[n];
      }
    }
    for (let n = 0; n < TIERS; n++) sum += book[n] * (n + 1);
  }
  return sum;
}
if (Math.abs(engine() - loop()) > 1e-9 * Math.abs(loop())) throw new Error('the loop computes something else');

/** Runs in one sample: long enough for the clock, short enough that the rounds interleave. */
const RUNS = 200;
const ROUNDS = 60;
const repeat = (run: () => number) => (): void => {
  for (let i = 0; i < RUNS; i++) run();
};
const candidates = [
  { name: 'engine', run: repeat(engine) },
  { name: 'loop', run: repeat(loop) },
  { name: 'engine again', run: repeat(engine) },
];
await interleave(candidates, 5);
const seconds = await interleave(candidates, ROUNDS, cpuSeconds);
const [slow, fast, again] = candidates.map(({ name }) => seconds.get(name) ?? Number.NaN);
console.log(`4 tiers, 5 customers, ${MONTHS} months, one thread, the same sums to the last bit`);
console.log(`network engine         ${(RUNS / slow).toFixed(0)} runs/s`);
console.log(`hand-written loop      ${(RUNS / fast).toFixed(0)} runs/s`);
console.log(`engine over loop       ${(slow / fast).toFixed(2)} times   (bar: 3)`);
console.log(`engine over itself     ${(slow / again).toFixed(2)} times   (what noise does)`);
