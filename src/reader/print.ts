/** Prints a resolved scenario as YAML text, with units and evidence; reading it gives the same scenario. */

import type { Evidence } from './evidence.ts';
import { itemName, joinItem, joinKey } from './path.ts';
import { childSchema, numberFacts, type Schema } from './schema-walk.ts';
import { type Spread, SPREADS_KEY, spreadsOf } from '../scenario/spread.ts';
import { treeOf } from './tree.ts';

export interface PrintOptions {
  /** Where units come from. */
  readonly schema?: Schema;
  /** Evidence by address; a number that has some is written in the object form. */
  readonly evidence?: ReadonlyMap<string, Evidence>;
  /** Lines of a comment at the top. */
  readonly header?: readonly string[];
}

/** Words that YAML does not read as text. */
const RESERVED = /^(?:true|false|null|yes|no|on|off|nan|inf)$/i;
const PLAIN = /^[A-Za-z](?:[\w ./()%+*-]*[\w./()%+*-])?$/;

/** Print a scenario. */
export function printScenario(scenario: object, options: PrintOptions = {}): string {
  const { evidence = new Map() } = options;
  const spreads = new Map(spreadsOf(scenario));
  const printer = new Printer(evidence, spreads);
  const bare = [...spreads].filter(([path]) => !evidence.has(path));
  const whole = { ...scenario, [SPREADS_KEY]: bare.length === 0 ? undefined : Object.fromEntries(bare) };
  const header = (options.header ?? []).map((line) => `# ${line}`.trimEnd());
  const sections = Object.entries(whole)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => {
      const schema = options.schema && childSchema(options.schema, treeOf(scenario), key);
      const lines = printer.entry(key, value, { indent: '', path: key, schema });
      return typeof value === 'object' ? ['', ...lines] : lines;
    });
  return `${[...header, ...sections.flat()].join('\n')}\n`;
}

interface Place {
  readonly indent: string;
  readonly path: string;
  readonly schema: Schema | undefined;
}

class Printer {
  readonly #evidence: ReadonlyMap<string, Evidence>;
  readonly #spreads: ReadonlyMap<string, Spread>;

  constructor(evidence: ReadonlyMap<string, Evidence>, spreads: ReadonlyMap<string, Spread>) {
    this.#evidence = evidence;
    this.#spreads = spreads;
  }

  /** Lines of `key: value`. */
  entry(key: string, value: unknown, place: Place): string[] {
    const start = `${place.indent}${text(key)}:`;
    const inline = this.#inline(value, place);
    if (inline !== undefined) return [`${start} ${inline}`];
    return [start, ...this.#block(value, { ...place, indent: `${place.indent}  ` })];
  }

  #block(value: unknown, place: Place): string[] {
    if (!Array.isArray(value)) return this.#map(value as object, place);
    return value.flatMap((item, index) => {
      const path = joinItem(place.path, itemName(item, index));
      const schema = place.schema && childSchema(place.schema, undefined, index);
      const inner = { indent: `${place.indent}  `, path, schema };
      const inline = this.#inline(item, inner);
      if (inline !== undefined) return [`${place.indent}- ${inline}`];
      const lines = this.#block(item, inner);
      return [`${place.indent}- ${lines[0].trimStart()}`, ...lines.slice(1)];
    });
  }

  #map(map: object, place: Place): string[] {
    const tree = place.schema && treeOf(map);
    return Object.entries(map)
      .filter(([, value]) => value !== undefined)
      .flatMap(([key, value]) => {
        const schema = place.schema && childSchema(place.schema, tree, key);
        return this.entry(key, value, { indent: place.indent, path: joinKey(place.path, key), schema });
      });
  }

  /** Text that fits on the line of the key; undefined when it needs its own lines. */
  #inline(value: unknown, place: Place): string | undefined {
    if (Array.isArray(value)) return value.every(isScalar) ? `[${value.map(scalar).join(', ')}]` : undefined;
    if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0 ? '{}' : undefined;
    if (typeof value !== 'number') return scalar(value);
    const unit = place.schema === undefined ? '' : (numberFacts(place.schema)?.unit ?? '');
    return `${this.#number(value, place.path)}${unit === '' || unit === '1' ? '' : ` # ${unit}`}`;
  }

  #number(value: number, path: string): string {
    const evidence = this.#evidence.get(path);
    if (evidence === undefined) return scalar(value);
    const parts = [`value: ${scalar(value)}`, `evidence: ${evidence.evidence}`];
    if (evidence.source !== undefined) parts.push(`source: ${text(evidence.source)}`);
    if (evidence.row !== undefined) parts.push(`row: ${scalar(evidence.row)}`);
    const spread = Object.entries(this.#spreads.get(path) ?? {}).map(([key, size]) => `${key}: ${scalar(size)}`);
    if (spread.length > 0) parts.push(`spread: { ${spread.join(', ')} }`);
    return `{ ${parts.join(', ')} }`;
  }
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function scalar(value: unknown): string {
  return typeof value === 'string' ? text(value) : String(value ?? null);
}

function text(value: string): string {
  return PLAIN.test(value) && !RESERVED.test(value) ? value : JSON.stringify(value);
}
