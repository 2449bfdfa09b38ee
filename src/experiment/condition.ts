/** Conditions on the columns of a table, such as `wall = power and months_to_wall < 60`: parser and evaluation. */

import { quantile } from '../numeric/statistics.ts';
import { UsageError } from '../scenario/errors.ts';
import { didYouMean } from '../scenario/suggest.ts';

/** Columns by name: text as written in the table, and numbers where the text is one (else NaN). */
export interface ConditionColumns {
  readonly names: readonly string[];
  text(name: string): readonly string[];
  number(name: string): ArrayLike<number>;
}

type Test = (row: number) => boolean;

const TOKEN = /\s*(<=|>=|!=|<>|==|[<>=()]|"[^"]*"|'[^']*'|[^\s<>=!()"']+)/y;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const QUANTILE = /^p(\d{1,2}(?:\.\d+)?)$/;
const OPERATORS = ['<', '<=', '>', '>=', '=', '!='];
const HOW = 'write a column, a comparison and a value, such as hbm_sales_lost > .3 or wall = power';

/**
 * Which rows meet a condition. `p90` in a comparison is the 90th percentile of the column. An empty field meets no
 * comparison.
 *
 * @throws UsageError  With what is wrong and where in the condition.
 */
export function rowsMeeting(condition: string, rows: number, columns: ConditionColumns): Uint8Array {
  const test = new ConditionParser(condition, columns).whole();
  return Uint8Array.from({ length: rows }, (_, row) => (test(row) ? 1 : 0));
}

class ConditionParser {
  readonly #condition: string;
  readonly #columns: ConditionColumns;
  readonly #tokens: string[] = [];
  #at = 0;

  constructor(condition: string, columns: ConditionColumns) {
    this.#condition = condition;
    this.#columns = columns;
    TOKEN.lastIndex = 0;
    while (condition.slice(TOKEN.lastIndex).trim() !== '') {
      const from = TOKEN.lastIndex;
      const match = TOKEN.exec(condition);
      if (match === null) throw this.#problem(`cannot read "${condition.slice(from).trim()}"`);
      this.#tokens.push(match[1]);
    }
  }

  whole(): Test {
    const test = this.#alternatives();
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw this.#problem(`expected and, or, or the end before "${rest}"`);
    return test;
  }

  #problem(message: string): UsageError {
    return new UsageError([`condition "${this.#condition}": ${message}; ${HOW}`]);
  }

  #take(word: string): boolean {
    if (this.#tokens[this.#at]?.toLowerCase() !== word) return false;
    this.#at++;
    return true;
  }

  #alternatives(): Test {
    const tests = [this.#conjunction()];
    while (this.#take('or')) tests.push(this.#conjunction());
    return (row) => tests.some((test) => test(row));
  }

  #conjunction(): Test {
    const tests = [this.#factor()];
    while (this.#take('and')) tests.push(this.#factor());
    return (row) => tests.every((test) => test(row));
  }

  #factor(): Test {
    if (this.#take('not')) {
      const inner = this.#factor();
      return (row) => !inner(row);
    }
    if (!this.#take('(')) return this.#comparison();
    const inner = this.#alternatives();
    if (!this.#take(')')) throw this.#problem('a closing bracket is missing');
    return inner;
  }

  #comparison(): Test {
    const name = unquoted(this.#tokens[this.#at++]);
    if (name === undefined) throw this.#problem('the condition ends too early');
    const { names } = this.#columns;
    if (!names.includes(name)) throw this.#problem(`there is no column ${name}${didYouMean(name, names)}`);
    const operator = operatorOf(this.#tokens[this.#at++]);
    const value = this.#tokens[this.#at++];
    if (operator === undefined) throw this.#problem(`expected one of ${OPERATORS.join(' ')} after ${name}`);
    if (value === undefined) throw this.#problem(`a value is missing after ${name} ${operator}`);
    const numbers = this.#columns.number(name);
    if (NUMBER.test(value) && !Number.isFinite(Number(value))) {
      throw this.#problem(`${value} is larger than any number that can be stored`);
    }
    if (NUMBER.test(value)) return comparison(operator, (row) => numbers[row], Number(value));
    const percentile = QUANTILE.exec(value);
    if (percentile !== null) {
      const known = Array.from(numbers).filter(Number.isFinite);
      if (known.length === 0) throw this.#problem(`${name} has no numeric values`);
      return comparison(operator, (row) => numbers[row], quantile(known, Number(percentile[1]) / 100));
    }
    if (operator !== '=' && operator !== '!=') throw this.#problem(`${name} ${operator} needs a number, got ${value}`);
    const texts = this.#columns.text(name);
    const word = unquoted(value) ?? '';
    const values = new Set(texts);
    if (!values.has(word)) {
      const some = [...values].filter((text) => text !== '').slice(0, 8);
      throw this.#problem(`no run has ${name} = ${word}${didYouMean(word, values)}; there is ${some.join(', ')}`);
    }
    return (row) => texts[row] !== '' && (texts[row] === word) === (operator === '=');
  }
}

function unquoted(token: string | undefined): string | undefined {
  return token !== undefined && /^(["']).*\1$/.test(token) ? token.slice(1, -1) : token;
}

function operatorOf(token: string | undefined): string | undefined {
  if (token === '==') return '=';
  if (token === '<>') return '!=';
  return OPERATORS.find((operator) => operator === token);
}

/** NaN meets no comparison, `!=` included. */
function comparison(operator: string, at: (row: number) => number, limit: number): Test {
  switch (operator) {
    case '<':
      return (row) => at(row) < limit;
    case '<=':
      return (row) => at(row) <= limit;
    case '>':
      return (row) => at(row) > limit;
    case '>=':
      return (row) => at(row) >= limit;
    case '=':
      return (row) => at(row) === limit;
    default:
      return (row) => at(row) < limit || at(row) > limit;
  }
}
