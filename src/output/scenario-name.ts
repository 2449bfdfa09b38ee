/** Names of scenarios in results: one made with changes says which. */

const CHANGED = ' (changed: ';
const STRATEGY = /^firms\[(.+)\]\.strategy\.id="(.*)"$/;

/** `baseline`, or `baseline (changed: power.pue=1.2; META plays grim)`. */
export function changedName(name: string, changes: readonly string[]): string {
  if (changes.length === 0) return name;
  return `${name}${CHANGED}${changes.map((change) => change.replace(STRATEGY, '$1 plays $2')).join('; ')})`;
}

/** The name without what was changed: what the program finds the scenario by. */
export function unchangedName(name: string): string {
  return name.split(CHANGED)[0];
}
