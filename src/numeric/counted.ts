/** Writes numbers with what they count: `1 month`, `2,000 runs`. */

/** Group thousands of a plain decimal text: `12345.6` -> `12,345.6`. */
export function grouped(text: string): string {
  const [whole, fraction] = text.split('.');
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}

/** A count and its noun: `1 run`, `2,000 runs`. */
export function counted(count: number, noun: string, many = `${noun}s`): string {
  return `${grouped(String(count))} ${count === 1 ? noun : many}`;
}

/** A number in words and its unit, `months` in the singular after 1; other units stay. */
export function withUnit(number: string, unit: string): string {
  return `${number} ${number === '1' && /^[a-z]+s$/.test(unit) ? unit.slice(0, -1) : unit}`;
}
