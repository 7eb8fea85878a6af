/** A text as the browser's fields hold it: they know one end of a line. */
export function plainEnds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

/** A text with the ends of lines that a file has, so that no line changes by that alone. */
export function endsLike(file: string, text: string): string {
  return file.includes("\r\n") ? plainEnds(text).replaceAll("\n", "\r\n") : text;
}
