/** One number to change: slider and field, with unit, default, range, evidence, source and reason. */

import type { VNode } from 'preact';
import type { NumberInfo } from '../case-description.ts';
import { nameOf, shortWord, unitWord } from '../words.ts';
import { NumberField, Slider } from './fields.tsx';

/** Positions of a slider. */
const STEPS = 200;

interface Props {
  readonly number: NumberInfo;
  /** What it is called; its description unless given. */
  readonly title?: string;
  /** The changed value; undefined where it is as the scenario has it. */
  readonly value: number | undefined;
  readonly influence: number | undefined;
  readonly onChange: (value: number | undefined, isMoving: boolean) => void;
}

export function NumberRow({ number, title, value, influence, onChange }: Props): VNode {
  const { path, unit, description, evidence, source, spread, slider, min, max, integer } = number;
  const [low, high] = slider;
  const shown = value ?? number.value;
  const of = [...path.matchAll(/\[([^\]]+)\]/g)].map(([, id]) => nameOf(id)).join(', ');
  const name = title ?? (of === '' ? description : `${of}: ${description}`);
  const read = (text: string): number => {
    const typed = Number(text);
    const clipped = Math.min(max, Math.max(min, integer ? Math.round(typed) : typed));
    return Number(clipped.toPrecision(6));
  };
  const put = (text: string, isMoving: boolean): void => {
    if (text.trim() === '' || !Number.isFinite(Number(text))) return;
    const next = read(text);
    onChange(next === number.value ? undefined : next, isMoving);
  };
  return (
    <div class={`number ${value === undefined ? '' : 'changed'}`} data-path={path}>
      <div class="head">
        <span class="name">{name}</span>
        <span class={`evidence ${evidence}`} title={EVIDENCE[evidence] ?? ''}>
          {evidence === 'none' ? 'no evidence' : evidence}
        </span>
      </div>
      <div class="set">
        <Slider
          label={`${name}, slider`}
          min={low}
          max={high}
          step={integer ? 1 : (high - low) / STEPS || 1}
          value={shown}
          onMove={put}
        />
        <NumberField label={`${name}, ${path}`} value={shown} onEnter={(text) => put(text, false)} />
        <span class="unit">{unitWord(unit)}</span>
        {value !== undefined && (
          <button type="button" class="quiet" aria-label={`Reset ${name}`} onClick={() => onChange(undefined, false)}>
            reset
          </button>
        )}
      </div>
      <details>
        <summary>
          default {shortWord(number.value)}
          {influence !== undefined && influence >= 0.005 && (
            <span> · explains {shortWord(influence * 100)} % of the variance of the wall’s date</span>
          )}
        </summary>
        <dl>
          <dt>What</dt>
          <dd>{description}</dd>
          <dt>Reason</dt>
          <dd>{source === '' ? 'none given: a default of the model' : source}</dd>
          <dt>Evidence</dt>
          <dd>{EVIDENCE[evidence] ?? evidence}</dd>
          <dt>Range</dt>
          <dd>
            {rangeText(min, max)} {unitWord(unit)}
            {spread !== '' && `; each run draws it: ${spread}`}
          </dd>
          <dt>Path</dt>
          <dd>
            <code>{path}</code>
          </dd>
        </dl>
      </details>
    </div>
  );
}

const EVIDENCE: Readonly<Record<string, string>> = {
  reported: 'reported: a source states it',
  derived: 'derived: computed from reported numbers',
  estimated: 'estimated: judged from partial data',
  assumed: 'assumed: a choice without data',
  none: 'no evidence is given: a default of the model',
};

function rangeText(min: number, max: number): string {
  if (!Number.isFinite(min) && !Number.isFinite(max)) return 'any number';
  if (!Number.isFinite(max)) return `${shortWord(min)} or more`;
  return `${Number.isFinite(min) ? shortWord(min) : 'any'} to ${shortWord(max)}`;
}
