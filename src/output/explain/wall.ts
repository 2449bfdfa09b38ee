/** What an explained run tells of the wall: which reading stood beyond which limit for how long, and which came next. */

import type { Economy } from '../../scenario/economy.ts';
import type { Wall } from '../../scenario/walls.ts';
import { restrictionsInForce } from './constraints.ts';
import {
  type Figure,
  type Format,
  listed,
  of,
  type Part,
  finePercent,
  type Place,
  plain,
  type Reader,
  type Sentence,
  scalar,
  sentence,
} from './figures.ts';
import type { Told } from './told.ts';
import { plainName } from '../words.ts';

/** What walls read, in words, and how it is written. Others go by their name. */
const WORDS: Readonly<Record<string, readonly [words: string, format: Format]>> = {
  roi_per_year: ['the return on AI capital a year', finePercent],
  payback_years: ['the years of AI profit that AI capital costs', plain],
  renewal_rate: ['the share of customers who would renew', finePercent],
  staged_months: ['dark systems, in months of deliveries,', plain],
  queue_wait_months: ['the wait for a grid connection, in months,', plain],
  stringency: ['the stringency of restrictions', plain],
  moratorium_share: ['the share of AI load under a moratorium', finePercent],
};

/** One condition of a wall as it stood in a month. */
interface Standing {
  readonly wall: Wall;
  readonly index: number;
  readonly place: Place;
  readonly words: string;
  readonly format: Format;
  /** Months in a row that it has held. */
  readonly held: number;
  /** How far the reading lies beyond the limit, relative to it. */
  readonly distance: number;
}

export function tellWall(told: Told): Sentence[] {
  return told.isWalled ? tellHit(told) : tellNone(told);
}

function tellHit({ reader, stop, scenario }: Told): Sentence[] {
  const { wall, nextWall } = reader.trace.outcome;
  const standing = standings(reader, scenario, stop).find(
    (one) => one.wall.id === wall && one.held >= one.wall.forMonths,
  );
  if (standing === undefined) return [];
  const recorded = scenario.stop.rule === 'horizon' ? 'would have stopped' : 'stopped';
  const since = stop - standing.held + 1;
  const sentences = [
    sentence('wall', stop, [
      'in ',
      reader.date(stop),
      ' the ',
      { name: wall },
      ` wall ${recorded} the race: `,
      ...against(reader, standing, stop),
      ', and had done so for ',
      reader.lasting('held', [since - 1, stop]),
      ', since ',
      reader.date(since),
      '.',
    ]),
  ];
  const inForce = restrictionsInForce(reader, stop);
  if (/^(?:stringency|moratorium_share)$/.test(standing.place.column) && inForce.length > 0) {
    sentences.push(sentence('wall', stop, ['in force were then ', ...listed(inForce), '.']));
  }
  const next = closest(standings(reader, scenario, stop), nextWall);
  if (next !== undefined) {
    sentences.push(
      sentence('wall', stop, [
        'of the other walls ',
        { name: nextWall },
        ' stood closest: ',
        ...against(reader, next, stop),
        ...heldOf(reader, next, stop),
        '.',
      ]),
    );
  }
  return sentences;
}

function tellNone({ reader, stop, scenario }: Told): Sentence[] {
  const { nextWall } = reader.trace.outcome;
  const parts: Part[] = ['no wall stopped the race up to ', reader.date(stop)];
  const next = closest(standings(reader, scenario, stop), nextWall);
  if (next !== undefined) {
    parts.push('; at the end ', { name: nextWall }, ' was closest: ', ...against(reader, next, stop));
    parts.push(...heldOf(reader, next, stop));
  }
  const [near, month] = nearest(reader, scenario, stop);
  const sentences = [sentence('wall', stop, [...parts, '.'])];
  if (near !== undefined && month < stop) {
    const id = { name: near.wall.id };
    sentences.push(
      sentence('wall', stop, [
        'in the whole run ',
        id,
        ' came closest in ',
        reader.date(month),
        ': ',
        ...against(reader, near, month),
        ...heldOf(reader, near, month),
        '.',
      ]),
    );
  }
  return sentences;
}

/** The condition that came closest to firing in any month, and that month. */
function nearest(reader: Reader, scenario: Economy, stop: number): [Standing | undefined, number] {
  let best: Standing | undefined;
  let at = 0;
  for (let month = 0; month <= stop; month++) {
    for (const standing of standings(reader, scenario, month)) {
      if (month < standing.wall.fromMonth || (best !== undefined && score(standing) <= score(best))) continue;
      best = standing;
      at = month;
    }
  }
  return [best, at];
}

/** How close a condition is to firing, by the rule of the model: months held of those it needs, then distance. */
function score({ held, wall, distance }: Standing): number {
  return held / wall.forMonths + Math.max(-10, Math.min(1, distance));
}

/** For how many of the months that the wall needs a condition has held, where its reading is beyond the limit. */
function heldOf(reader: Reader, { wall, held }: Standing, month: number): Part[] {
  if (held === 0) return [];
  const path = `walls[${wall.id}].forMonths`;
  const needed: Figure = {
    text: plain(wall.forMonths),
    value: wall.forMonths,
    measure: 'scenario',
    column: path,
    month,
  };
  return [', for ', reader.lasting('held', [month - held, month]), ' of the ', needed, ' that it takes'];
}

/** The reading against the limit. */
function against(reader: Reader, { wall, index, place, words, format }: Standing, month: number): Part[] {
  const { above, below } = wall.any[index];
  const limit = above ?? below ?? Number.NaN;
  const key = above === undefined ? 'below' : 'above';
  const path = `walls[${wall.id}].any[${index}].${key}`;
  const limitFigure: Figure = { text: format(limit), value: limit, measure: 'scenario', column: path, month };
  const reading = reader.at(place, month, format);
  const side = reading.value > limit ? 'above' : 'below';
  const entity: Part[] = place.entity === undefined ? [] : [' of ', { name: place.entity }];
  return [
    words.replace(/,$/, ''),
    ...entity,
    `${words.endsWith(',') ? ',' : ''} read `,
    reading,
    `, ${side} the limit of `,
    limitFigure,
  ];
}

/** Every condition of every wall as it stands in a month. */
function standings(reader: Reader, scenario: Economy, month: number): Standing[] {
  return scenario.walls.flatMap((wall) =>
    wall.any.flatMap((condition, index): Standing[] => {
      const place = placeOf(reader, condition.variable);
      const limit = condition.above ?? condition.below;
      if (place === undefined || limit === undefined) return [];
      const sign = condition.above === undefined ? -1 : 1;
      const values = reader.series(place);
      let held = 0;
      while (month - held >= wall.fromMonth && sign * (values[month - held] - limit) > 0) held++;
      const [words, format] = WORDS[place.column] ?? [plainName(place.column), plain];
      const distance = (sign * (values[month] - limit)) / Math.max(1e-9, Math.abs(limit));
      return [{ wall, index, place, words, format, held, distance }];
    }),
  );
}

/** `roi_per_year` or `wait_months[pjm]` as a place in the trace. */
function placeOf(reader: Reader, variable: string): Place | undefined {
  const [, column = '', entity] = /^([a-z0-9_]+)(?:\[(.+)\])?$/.exec(variable) ?? [];
  if (entity === undefined) return reader.has(column, 'scalar') ? scalar(column) : undefined;
  for (const shape of ['firm', 'node', 'supplier', 'region', 'equity', 'venue'] as const) {
    if (reader.has(column, shape) && (reader.trace.entities[shape] ?? []).includes(entity))
      return of(shape, column, entity);
  }
  return undefined;
}

/** The condition of a wall that stands closest to firing. */
function closest(all: readonly Standing[], id: string): Standing | undefined {
  return all.filter(({ wall }) => wall.id === id).sort((a, b) => score(b) - score(a))[0];
}
