/** Replaces a part of a Markdown page between two comments, without changing the rest. */

/** Parts of `docs/validation.md` that other commands renew and `patterns` does not change. */
export const CLAIMS_PART = 'claims';
export const BACKTEST_PART = 'backtest';
export const SENSITIVITY_PART = 'sensitivity';
/** Elementary effects of a Morris design, beside the shares. */
export const SCREENING_PART = 'screening';
export const DISCOVER_PART = 'discover';
export const SOLVE_PART = 'solve';
/** One for each scenario that is calibrated. */
export const calibrationPart = (scenario: string): string => `calibration-${scenario}`;

const begin = (name: string): string => `<!-- ${name}:begin -->`;
const end = (name: string): string => `<!-- ${name}:end -->`;

/** The part of this name with its comments, or an empty text. */
export function markedPart(page: string, name: string): string {
  const [from, to] = [page.indexOf(begin(name)), page.indexOf(end(name))];
  return from < 0 || to < from ? '' : page.slice(from, to + end(name).length);
}

/** All parts between comments, in their order. */
export function markedParts(page: string): string[] {
  return [...page.matchAll(/<!-- ([\w-]+):begin -->[\s\S]*?<!-- \1:end -->/g)].map(([part]) => part);
}

/** The page with this text as its part of this name: in place of the old one, or at the end. */
export function withMarkedPart(page: string, name: string, text: string): string {
  const part = `${begin(name)}\n\n${text.trim()}\n\n${end(name)}`;
  const old = markedPart(page, name);
  if (old !== '') return page.replace(old, () => part);
  return page.trim() === '' ? `${part}\n` : `${page.trimEnd()}\n\n${part}\n`;
}
