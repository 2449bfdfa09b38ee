/** Explains in one sentence how a run ended: its wall, and what reduced expected rent over user cost most. */

import type { ExplainedRun } from './explained-run.ts';
import {
  moved,
  of,
  type Part,
  percent,
  type Place,
  type Reader,
  type Sentence,
  scalar,
  sentence,
  times,
} from './figures.ts';
import { hitReading } from './wall.ts';

const YEAR = 12;
/** Variables of the wall of returns that have these parts. */
const RENT = /^rent_over_cost(?:_change)?$/;

export function explainOutcome(run: ExplainedRun): Sentence[] {
  const { reader, stop, isWalled, scenario } = run;
  if (!isWalled) return [sentence('outcome', 0, ['no wall stopped the race up to ', reader.date(stop), '.'])];
  const { wall } = reader.trace.outcome;
  const reading = hitReading(reader, scenario);
  if (reading === undefined) return [];
  const verb = scenario.stop.rule === 'horizon' ? 'would have stopped' : 'stopped';
  const opening: Part[] = ['the ', { name: wall }, ` wall ${verb} the race in `, reader.date(stop)];
  const because = RENT.test(reading.column) && stop > 0 ? [', mainly because ', ...mainCause(run)] : [];
  return [sentence('outcome', 0, [...opening, ': ', ...reading.parts, ...because, '.'])];
}

/** A cause of the change of expected rent over user cost since month 0, as a part of its logarithm. */
interface Cause {
  readonly log: number;
  readonly words: () => Part[];
}

/**
 * The part that reduced `m R^e / (pipelines x user cost)` most since month 0. User cost is computed from recorded
 * prices and costs of capital, one at a time; expected growth counts in full; the rest is revenue over pipelines.
 */
function mainCause({ reader, scenario, stop }: ExplainedRun): Part[] {
  const { capex, demand, finance, power } = scenario;
  const { systemsNode, growthFade, expectationYears } = capex;
  const node = scenario.supply.nodes.find(({ id }) => id === systemsNode);
  const factor = of('node', 'price_factor', systemsNode);
  const [systemsFrom, systemsTo] = ends(reader.series(factor), stop);
  const [powerFrom, powerTo] = ends(reader.series(scalar('power_price_index')), stop);
  const [beliefFrom, beliefTo] = ends(reader.series(scalar('growth_belief_per_year')), stop);
  const [rentFrom, rentTo] = ends(reader.series(scalar('rent_over_cost')), stop);
  const [waccFrom, waccTo] = [meanWacc(reader, 0), meanWacc(reader, stop)];
  const systemsPrice = node?.price?.priceUsdBnPerMw ?? 0;
  const grown = Math.exp((power.shellPriceGrowthPerYear * stop) / YEAR);
  const { powerCostShare, operatingCostUsdBnPerMwYear: running } = demand;
  const cost = ([systems, shell, wacc, price]: readonly number[]): number =>
    systems * systemsPrice * (wacc + finance.systemsDecayPerYear) +
    shell * power.shellPriceUsdBnPerMw * (wacc + finance.shellDecayPerYear) +
    running * (1 - powerCostShare + powerCostShare * price);
  const from = [systemsFrom, 1, waccFrom, powerFrom];
  const to = [systemsTo, grown, waccTo, powerTo];
  const byCost = from.map((_, i) => -Math.log(cost(from.map((value, j) => (i === j ? to[j] : value))) / cost(from)));
  const years = (1 - growthFade ** expectationYears) / -Math.log(growthFade);
  const byBelief = years * (beliefTo - beliefFrom);
  const byRevenue = Math.log(rentTo / rentFrom) - byBelief + Math.log(cost(to) / cost(from));
  const grew = (column: string): Part => reader.growth(scalar(column), [0, stop], times);
  const level = (words: string, place: Place): Part[] => [
    `${words} was `,
    ...moved(reader, place, [0, stop]),
    ' than in ',
    reader.date(0),
  ];
  const fromTo = (figure: (month: number) => Part): Part[] => [` went from `, figure(0), ' to ', figure(stop)];
  const belief = scalar('growth_belief_per_year');
  const [firm] = reader.trace.entities.firm;
  const causes: Cause[] = [
    {
      log: byRevenue,
      words: () => [
        'AI revenue grew less than compute built and on order (revenue ',
        grew('ai_revenue_usd_bn_per_year'),
        ', energised systems ',
        grew('live_mw'),
        ')',
      ],
    },
    {
      log: byBelief,
      words: () => [
        'the yearly growth of AI revenue that builders expect',
        ...fromTo((m) => reader.rate(belief, m, percent)),
      ],
    },
    { log: byCost[0], words: () => level('the price of systems', factor) },
    { log: byCost[1], words: () => ['shells became dearer'] },
    {
      log: byCost[2],
      words: () => [
        'the cost of capital of ',
        { name: firm },
        ...fromTo((m) => reader.at(of('firm', 'wacc_per_year', firm), m, percent)),
      ],
    },
    { log: byCost[3], words: () => level('the price of power', scalar('power_price_index')) },
  ];
  return causes.reduce((most, cause) => (cause.log < most.log ? cause : most)).words();
}

const ends = (values: ArrayLike<number>, stop: number): readonly [from: number, to: number] => [
  values[0],
  values[stop],
];

/** Mean cost of capital, weighted by pipeline. */
function meanWacc({ trace }: Reader, month: number): number {
  const { length } = trace.entities.firm;
  const [wacc, pipeline] = ['wacc_per_year', 'pipeline'].map((column) => trace.column(column, 'firm'));
  let sum = 0;
  let weight = 0;
  for (let f = month * length; f < (month + 1) * length; f++) {
    sum += wacc[f] * pipeline[f];
    weight += pipeline[f];
  }
  return sum / weight;
}
