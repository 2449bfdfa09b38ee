/** Prints tables as plain text, with columns padded to the widest cell, and as Markdown. */

/** Lines of a table, by default the first column aligned left and the others right; no trailing blanks. */
export function tableLines(rows: readonly (readonly string[])[], leftColumns: readonly number[] = [0]): string[] {
  const count = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const widths = Array.from({ length: count }, (_, c) =>
    rows.reduce((widest, row) => Math.max(widest, row[c]?.length ?? 0), 0),
  );
  return rows.map((row) =>
    row
      .map((cell, c) => (leftColumns.includes(c) ? cell.padEnd(widths[c]) : cell.padStart(widths[c])))
      .join('  ')
      .trimEnd(),
  );
}

/** The same as Markdown: the first row is the head. */
export function markdownTable([head, ...rows]: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** Lines of text, and the table under them, if any. */
export interface TextBlock {
  readonly text: readonly string[];
  readonly table?: readonly (readonly string[])[];
  readonly leftColumns?: readonly number[];
}

/** Blocks as plain text, each after an empty line. */
export function blockLines(blocks: readonly TextBlock[]): string[] {
  return blocks.flatMap(({ text, table, leftColumns }) => [
    '',
    ...text,
    ...(table === undefined ? [] : tableLines(table, leftColumns)),
  ]);
}
