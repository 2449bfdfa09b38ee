/** Prints plain text tables: columns padded to the widest cell. */

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
