/** Explains the wall: its reading, limit and duration, and the next closest wall. */

import type { WallStanding } from '../../columns/trace.ts';
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
  times,
} from './figures.ts';
import type { ExplainedRun } from './explained-run.ts';
import { plainName } from '../words.ts';

/** Share of its limit within which a reading is called near. */
const NEAR = 0.5;

/** Names and formats of wall variables; others use their column name. */
const WORDS: Readonly<Record<string, readonly [words: string, format: Format]>> = {
  roi_per_year: ['the return on AI capital a year', finePercent],
  payback_years: ['the payback time of AI capital in years', plain],
  renewal_rate: ['the share of customers who would renew', finePercent],
  staged_months: ['unpowered systems, in months of deliveries,', plain],
  queue_wait_months: ['the wait for a grid connection, in months,', plain],
  stringency: ['the stringency of restrictions', plain],
  moratorium_share: ['the share of AI load under a moratorium', finePercent],
  rent_over_cost: ['what a new MW was expected to earn over its cost', times],
  rent_over_cost_change: [
    'what a new MW was expected to earn over its cost, in per cent of its value at the start,',
    finePercent,
  ],
  refused_for_sites: ['the share of wanted orders without a site with power', finePercent],
  bound_finance: ['the share of wanted orders with a site that lack finance', finePercent],
};

/** State of a wall's condition in a month, with its variable. */
interface Standing {
  readonly wall: Wall;
  readonly index: number;
  readonly month: number;
  readonly place: Place;
  readonly words: string;
  readonly format: Format;
  /** Months in a row that it has held. */
  readonly held: number;
}

export function explainWall(run: ExplainedRun): Sentence[] {
  return run.isWalled ? explainHit(run) : explainNone(run);
}

function explainHit({ reader, stop, scenario }: ExplainedRun): Sentence[] {
  const { wall, nextWall, hit } = reader.trace.outcome;
  const standing = describedStanding(reader, scenario, hit);
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
      ...against(reader, standing),
      ', for ',
      reader.lasting('held', [since - 1, stop]),
      ' in a row since ',
      reader.date(since),
      '.',
    ]),
  ];
  const inForce = restrictionsInForce(reader, stop);
  if (/^(?:stringency|moratorium_share)$/.test(standing.place.column) && inForce.length > 0) {
    sentences.push(sentence('wall', stop, ['in force were then ', ...listed(inForce), '.']));
  }
  const next = describedStanding(reader, scenario, reader.trace.outcome.next);
  if (next !== undefined) {
    const opening: Part[] = isNear(reader, next)
      ? ['of the other walls ', { name: nextWall }, ' was closest to being triggered: ']
      : ['no other wall was near; ', { name: nextWall }, ' was closest: '];
    sentences.push(sentence('wall', stop, [...opening, ...against(reader, next), ...durationOf(reader, next), '.']));
  }
  return sentences;
}

/** How far the variable of the wall that stopped the run had gone; undefined where it was not recorded. */
export function hitReading(
  reader: Reader,
  scenario: Economy,
): { readonly column: string; readonly parts: Part[] } | undefined {
  const standing = describedStanding(reader, scenario, reader.trace.outcome.hit);
  return standing && { column: standing.place.column, parts: against(reader, standing) };
}

function explainNone({ reader, stop, scenario }: ExplainedRun): Sentence[] {
  const { nextWall } = reader.trace.outcome;
  const parts: Part[] = ['no wall stopped the race up to ', reader.date(stop)];
  const next = describedStanding(reader, scenario, reader.trace.outcome.next);
  if (next !== undefined) {
    parts.push('; at the end ', { name: nextWall }, ' was closest: ', ...against(reader, next));
    parts.push(...durationOf(reader, next));
  }
  const near = describedStanding(reader, scenario, reader.trace.outcome.nearest);
  const sentences = [sentence('wall', stop, [...parts, '.'])];
  if (near !== undefined && near.month < stop) {
    const id = { name: near.wall.id };
    sentences.push(
      sentence('wall', stop, [
        'in the whole run ',
        id,
        ' came closest in ',
        reader.date(near.month),
        ': ',
        ...against(reader, near),
        ...durationOf(reader, near),
        '.',
      ]),
    );
  }
  return sentences;
}

/** Months that a condition has held of those it needs, where its reading is beyond the limit. */
function durationOf(reader: Reader, { wall, held, month }: Standing): Part[] {
  if (held === 0) return [];
  const path = `walls[${wall.id}].forMonths`;
  const needed: Figure = {
    text: plain(wall.forMonths),
    value: wall.forMonths,
    measure: 'scenario',
    column: path,
    month,
  };
  return [', for ', reader.lasting('held', [month - held, month]), ' of the ', needed, ' that it needs'];
}

/** Whether a reading is beyond half of an upper limit, or below one and a half times a lower one. */
function isNear(reader: Reader, { wall, index, month, place, words: _words, format }: Standing): boolean {
  const { above, below } = wall.any[index];
  const { value } = reader.at(place, month, format);
  return above === undefined ? value < (below ?? Number.NaN) * (1 + NEAR) : value > above * NEAR;
}

/** The reading compared with the limit. */
function against(reader: Reader, { wall, index, month, place, words, format }: Standing): Part[] {
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
    `${words.endsWith(',') ? ',' : ''} was `,
    reading,
    `, ${side} the limit of `,
    limitFigure,
  ];
}

/** Description of a wall's state; `undefined` when its variable was not recorded. */
function describedStanding(reader: Reader, { walls }: Economy, found: WallStanding | undefined): Standing | undefined {
  const wall = walls.find(({ id }) => id === found?.wall);
  if (wall === undefined || found === undefined) return undefined;
  const place = placeOf(reader, wall.any[found.condition].variable);
  if (place === undefined) return undefined;
  const [words, format] = WORDS[place.column] ?? [plainName(place.column), plain];
  return { wall, index: found.condition, month: found.month, held: found.held, place, words, format };
}

/** `roi_per_year` or `wait_months[pjm]` as a column of the trace. */
function placeOf(reader: Reader, variable: string): Place | undefined {
  const [, column = '', entity] = /^([a-z0-9_]+)(?:\[(.+)\])?$/.exec(variable) ?? [];
  if (entity === undefined) return reader.has(column, 'scalar') ? scalar(column) : undefined;
  for (const shape of ['firm', 'node', 'supplier', 'region', 'equity', 'venue'] as const) {
    if (reader.has(column, shape) && (reader.trace.entities[shape] ?? []).includes(entity))
      return of(shape, column, entity);
  }
  return undefined;
}
