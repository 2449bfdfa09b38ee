/** Reads parsed arguments: the value of an option by its full name, with error messages that name the flag. */

import { strategyOverrides } from '../node/strategies/strategy-source.ts';
import { shellWord } from '../output/shell-word.ts';
import { UsageError } from '../scenario/errors.ts';

type Values = Readonly<Record<string, unknown>>;

export class Arguments {
  readonly #values: Values;
  /** The words after the name of the program as typed, for records and hints. */
  readonly argv: readonly string[];

  /** @param values  Positionals and options by their full name. */
  constructor(values: Values, argv: readonly string[] = []) {
    this.#values = values;
    this.argv = argv;
  }

  /** These arguments with other values. */
  with(others: Values): Arguments {
    return new Arguments({ ...this.#values, ...others }, this.argv);
  }

  /** The command line, to be typed again. */
  get commandLine(): string {
    return `overbuild ${this.argv.map(shellWord).join(' ')}`;
  }

  /** Whether an option is given; a repeatable one at least once. */
  has(name: string): boolean {
    const value = this.#values[name];
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  }

  /** A text option; `undefined` when absent. */
  text(name: string): string | undefined {
    return this.#oneLine(name, `--${name}`);
  }

  /** A positional argument; `undefined` when absent. */
  placed(name: string): string | undefined {
    return this.#oneLine(name, `<${name}>`);
  }

  /** A positional argument that must be given, as typed. */
  required(name: string): string {
    return String(this.#values[name]);
  }

  /** An option given once, as typed: it may be empty; `undefined` when absent. */
  asTyped(name: string, shown = `--${name}`): string | undefined {
    const value = this.#values[name];
    if (Array.isArray(value)) throw new UsageError([`${shown} is given ${value.length} times; give it once`]);
    return value === undefined ? undefined : String(value);
  }

  #oneLine(name: string, shown: string): string | undefined {
    const text = this.asTyped(name, shown);
    if (text === '' || (text !== undefined && /[\r\n]/.test(text))) {
      throw new UsageError([`${shown}: expected one line of text`]);
    }
    return text;
  }

  /** A number option of at least `min`; `undefined` when absent. */
  number(name: string, min = 0): number | undefined {
    return this.#numberWhere(Number.isFinite, name, `a number >= ${min}`, min);
  }

  /** A whole-number option of at least `min`; `undefined` when absent. */
  whole(name: string, min: number): number | undefined {
    const value = Number(this.text(name));
    const most = value > Number.MAX_SAFE_INTEGER ? ` and <= ${Number.MAX_SAFE_INTEGER}` : '';
    return this.#numberWhere(Number.isSafeInteger, name, `a whole number >= ${min}${most}`, min);
  }

  #numberWhere(fits: (value: number) => boolean, name: string, words: string, min: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() !== '' && fits(value) && value >= min) return value;
    throw new UsageError([`--${name}: expected ${words}, got ${text}`]);
  }

  /** A length of time such as `90s`, `45m` or `3h50m`, in seconds; `undefined` when absent. */
  duration(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const [, days, hours, minutes, seconds] = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
    const length =
      ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0);
    if (length > 0 && Number.isFinite(length)) return length;
    throw new UsageError([`--${name}: expected a length of time such as 90s, 45m or 3h50m, got ${text}`]);
  }

  /** Whether a switch is on. */
  isOn(name: string): boolean {
    const value = this.#values[name];
    return Array.isArray(value) ? value.includes(true) : value === true;
  }

  /** A repeatable option. */
  list(name: string): string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  /** Overrides from `--set`, `--spreads` and `--strategy`. */
  changes(): string[] {
    const spreads = this.text('spreads');
    const set = [...this.list('set'), ...(spreads === undefined ? [] : [`spreads=${spreads}`])];
    return [...set, ...strategyOverrides(this.list('strategy'))];
  }
}
