/** Switches mechanisms of a resolved scenario off, without reading its files again. */

import { parsePath, type Segment } from '../reader/path.ts';
import type { Scenario } from '../scenario/schema.ts';
import { withoutSpreads } from '../scenario/spread.ts';
import type { Setting } from './toggle-mechanisms.ts';

/** A copy of a scenario with these settings, each of them certain. */
export function withSettings(scenario: Scenario, settings: readonly Setting[]): Scenario {
  const changed = settings.reduce<unknown>((data, { path, value }) => {
    const segments = parsePath(path);
    if (segments === undefined) throw new RangeError(`no path: ${path}`);
    return replaced(data, segments, value);
  }, scenario) as Scenario;
  return withoutSpreads(
    changed,
    settings.map(({ path }) => path),
  );
}

function replaced(data: unknown, segments: readonly Segment[], value: Setting['value']): unknown {
  const [segment, ...deeper] = segments;
  if (segment === undefined) return value;
  if ('item' in segment) {
    return (data as readonly { readonly id: string }[]).map((item) =>
      item.id === segment.item ? replaced(item, deeper, value) : item,
    );
  }
  const map = data as Readonly<Record<string, unknown>>;
  return { ...map, [segment.key]: replaced(map[segment.key], deeper, value) };
}
