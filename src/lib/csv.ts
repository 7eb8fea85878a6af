/** What a spreadsheet takes for the beginning of a formula, whatever the file says: OWASP, "CSV Injection". */
const formula = /^[=+\-@\t\r]/;

/**
 * A line of CSV as RFC 4180 has it. `null` is an empty field. A text that a spreadsheet would run as a formula gets an
 * apostrophe in front, which makes it a text; numbers are left alone.
 */
export function csvLine(fields: readonly (string | number | boolean | null)[]): string {
  return `${fields.map(csvField).join(",")}\r\n`;
}

function csvField(value: string | number | boolean | null): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
