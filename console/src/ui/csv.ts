/**
 * What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"); where it takes semicolons, tabs or
 * line ends for the ends of fields, also behind those. The same rule as in the server's `lib/csv.ts`.
 */
const formula = /(^|[;\t\r\n])( *)(?=[=+\-@＝＋－＠])/g;

/** Some take these for nothing, and what follows for the beginning. */
const control = /^[\t\r\n]/;

/** A table for spreadsheets: RFC 4180, and nothing in it that a spreadsheet would run. Numbers are texts of digits. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(text: string): string {
  const isNumber = /^-?\d+(?:\.\d+)?$/.test(text);
  const safe = isNumber ? text : (control.test(text) ? `'${text}` : text).replaceAll(formula, "$1$2'");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
