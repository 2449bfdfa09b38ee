/** What a sceptic asks of the model of the race, and the answers: for the report and `docs/MODEL.md`. */

export interface Answer {
  readonly question: string;
  readonly answer: string;
}

/** In the order of a run; no figure that a scenario can change. */
export const MODEL_IN_BRIEF: readonly Answer[] = [
  {
    question: 'What is simulated?',
    answer:
      'Month by month: builders of data centres, the suppliers of their systems, the queues for grid power, AI labs and other customers, the accounts of all of them, regulators, and share prices. A run draws its own shocks and its own values of the uncertain numbers; a batch is many runs, and its result is their distribution.',
  },
  {
    question: 'Why do builders order so much?',
    answer:
      'A builder aims between two targets. The disciplined one is the capacity that its share of expected revenue pays for at the cost of capital. The racing one is the best reply to the capacity of its rivals in a contest for customers, in which part of what one wins the others lose. Psi, the prize of leading, is the value at which the orders of month 0 are such best replies: it is inferred from behaviour, not measured, and includes everything that the model leaves out.',
  },
  {
    question: 'What can be built?',
    answer:
      'Orders pass up a network of suppliers with capacity, lead times, rationing, duplicate orders and expansion that takes months and cannot be undone. Sites need a place in the queue of the grid, a permit, a shell and a transformer. Most of what is energised in the first two years was therefore ordered before month 0, and what a grid adds from today on arrives later than that.',
  },
  {
    question: 'Who pays?',
    answer:
      'Labs commit ahead of their revenue, pay what they can, and renegotiate the rest. Other customers adopt as they see others do, use more each year, and buy more when compute gets cheaper. Spot prices of compute follow its use within months, contracts over years, so that utilisation is a result.',
  },
  {
    question: 'What is a wall?',
    answer:
      'A condition that holds for some months in a row: wanted orders find no site (power), a new megawatt is expected to earn much less over its cost than one of month 0 (ROI), or restrictions cover much of the load (regulation). The thresholds were tuned so that each wall can come first. The shares of first walls say what follows from the assumptions, not how likely an event is.',
  },
  {
    question: 'What does a pause cost, and compared with what?',
    answer:
      'At a wall boards turn from growth to efficiency: they build for part of the growth that they expect. How deep orders fall, for how long, and what each tier loses are results. The same run without the pause is simulated beside it with the same random draws; a loss is the difference between the two, not the fall from a peak.',
  },
  {
    question: 'What do share prices do?',
    answer:
      'Investors value earnings with growth that fades, so prices answer to changes of growth. Dealers, funds, trend followers and a narrative amplify. Reflexivity scales how far prices and narrative reach the cost of capital, credit and boards; at 0 the physical paths are the same without a market.',
  },
  {
    question: 'Where do the numbers come from?',
    answer:
      'Each says what it rests on: reported, derived from data, estimated, calibrated or assumed, with its source. Some values were fitted to recorded patterns; which ones is stated. A record of a few years identifies few of the numbers, so the uncertain ones are drawn anew in every run.',
  },
  {
    question: 'How well does it do?',
    answer:
      'It is compared with every pattern on record that was found, those it misses included. Started at three dates in the past, its runs are scored against what followed, beside naive forecasts that sometimes do better. Each claim of the argument has a test that can fail; some do.',
  },
  {
    question: 'What is left out?',
    answer:
      'Entry of new builders, default of builders and lenders, labs that fail alone, single projects, what builders earn from their own use of AI, and any strategy that nobody wrote down. One product flows through the network.',
  },
  {
    question: 'What should change my mind?',
    answer:
      'Pull the switch of a mechanism, change the number that you doubt, and compare in paired runs; the sensitivity of an outcome says which numbers deserve the doubt. A figure outside the 90 % band that was written down in advance counts against the model.',
  },
];
