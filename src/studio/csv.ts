/** Tables as CSV text: shortest numbers that round-trip, empty fields for what is missing, as the files of a batch. */

export type CsvCell = string | number;

export function csvOf(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(fieldOf).join(',')}\n`).join('');
}

function fieldOf(value: CsvCell): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
