/** A text as a shell reads it. Between single quotes there are no escapes: a quote ends them, stands alone, and they begin again. */
export function shellText(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
