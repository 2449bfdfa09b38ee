/** A capex strategy to copy: disciplined with the disciplined, patient for a while, and racing once patience is gone. */

/** @type {import('overbuild').UserStrategy<{ disappointments: number }>} */
const strategy = {
  // Only `id` and `decide` are required: leave out what you do not need.
  id: 'my-strategy',
  summary: 'Stays disciplined until too many rivals have raced too often, then races.',

  // How many past decisions it looks at: 0, 1, 2, ...; Infinity when it keeps count, as here, and when left out.
  memoryDepth: Number.POSITIVE_INFINITY,
  // Optional: true when it draws from `random`: random.uniform(), random.bernoulli(p), random.normal(). Use no other chance.
  stochastic: false,

  // Optional: numbers that a scenario or `./my-strategy.js?patience=3` may set; min, max and description are optional.
  params: {
    quorum: { default: 0.5, min: 0, max: 1, description: 'Share of rivals that must have stayed disciplined' },
    patience: { default: 2, min: 0, max: 100, description: 'Disappointments borne before it races' },
  },

  // Optional: fresh memory for every run, plain data. Without it `memory` is undefined.
  start: () => ({ disappointments: 0 }),

  // Called every quarter. 0 is disciplined, 1 is racing, and anything between is allowed.
  // view.cooperatingShare(1) is the share of rivals below .5 one decision ago. `view` also knows: view.rivals (their ids),
  // view.rivalIntensity(id, 1), view.ownRealised(1), view.ownPayoff(1), view.stage.own(1, 0), and in the economy
  // view.economy.own (books) and view.economy.market (lead times, utilisation, ...).
  decide(view, params, memory) {
    if (view.decision > 0 && view.cooperatingShare(1) < params.quorum) memory.disappointments += 1;
    return memory.disappointments > params.patience ? 1 : 0;
  },
};

export default strategy;
