/**
 * What a spreadsheet takes for the beginning of a formula, whatever the file says: OWASP, "CSV Injection". Where it takes
 * semicolons, tabs or line ends for the ends of fields, quotes or not, a formula also begins behind those; and in East
 * Asian ones with the wide forms of the signs.
 */
const formula = /(^|[;\t\r\n])( *)(?=[=+\-@＝＋－＠])/g;

/** Some take these for nothing, and what follows for the beginning. */
const control = /^[\t\r\n]/;

/**
 * A line of CSV as RFC 4180 has it. `null` is an empty field. A text that a spreadsheet would run as a formula gets an
 * apostrophe in front of that, which makes it a text; numbers are left alone.
 */
export function csvLine(fields: readonly (string | number | boolean | null)[]): string {
  return `${fields.map(csvField).join(",")}\r\n`;
}

function csvField(value: string | number | boolean | null): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = (control.test(value) ? `'${value}` : value).replaceAll(formula, "$1$2'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
