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

/** The parts of a name as a person says them, without changes, folders and file endings: `chain`, `longer`. */
function spokenParts(name: string): string[] {
  return unchangedName(name)
    .split('+')
    .map((part) => part.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, ''));
}

/** The name without changes, folders and file endings: `chain+longer`. */
export function spokenName(name: string): string {
  return spokenParts(name).join('+');
}

/** The name as a part of the name of a folder: `baseline-changed`. */
export function plainFolderName(name: string): string {
  const bare = unchangedName(name);
  return `${bare}${bare === name ? '' : '-changed'}`.replace(/[^A-Za-z0-9._+-]/g, '-');
}

/** What was changed, as in the name; empty when nothing was. */
export function changesOf(name: string): string {
  const at = name.indexOf(CHANGED);
  return at < 0 ? '' : name.slice(at + CHANGED.length, -1);
}

/** What a scenario changes of its base: its name without the base, folders, file endings and changes of both. */
export function changeName(other: string, base: string): string {
  const [own, from] = [unchangedName(other), unchangedName(base)];
  const rest = own.startsWith(`${from}+`) ? own.slice(from.length + 1) : own;
  const overlays = spokenParts(rest);
  const [changes, shared] = [changesOf(other), changesOf(base)];
  const more = shared !== '' && changes.startsWith(`${shared}; `) ? changes.slice(shared.length + 2) : changes;
  const parts = [own === from ? '' : overlays.join(' + '), more === shared ? '' : more];
  return parts.filter((part) => part !== '').join('; ') || overlays.join(' + ');
}
