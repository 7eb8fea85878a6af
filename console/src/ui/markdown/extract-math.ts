/** A formula in TeX, and whether it stands on lines of its own. */
export interface Formula {
  readonly tex: string;
  readonly display: boolean;
}

/** Characters of the private use area: no text has them, and Markdown leaves them alone. */
const open = "\uE000";
const close = "\uE001";

/** Where one of them stands in a text, with its number. */
export const placeholder = /\uE000(\d+)\uE001/;

/** Code first, since nothing within it is a formula; then the four ways in which models write formulas. */
const pattern =
  /(?<code>^(?<fence>`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^\k<fence>[^\n]*$|$(?![\s\S]))|(?<ticks>`+)(?!`)[\s\S]*?(?<!`)\k<ticks>(?!`))|\$\$(?<dollars>[\s\S]+?)\$\$|\\\[(?<brackets>[\s\S]+?)\\\]|\\\((?<parens>[^\n]+?)\\\)|(?<![\\$\w])\$(?<inline>[^\s$](?:[^$\n]*[^\s$\\])?)\$(?![\d$])/gm;

/**
 * Takes the formulas out of a Markdown text, before its `_` and `*` are read as emphasis, and leaves numbered places
 * behind. A dollar before a digit is money: `$5 and $6` has no formula.
 */
export function extractMath(text: string): { readonly text: string; readonly formulas: readonly Formula[] } {
  const formulas: Formula[] = [];
  const keep = (tex: string, display: boolean): string => {
    formulas.push({ tex: tex.trim(), display });
    return `${open}${formulas.length - 1}${close}`;
  };
  const clean = text.replaceAll(/[\uE000\uE001]/g, "");
  const rest = clean.replaceAll(pattern, (whole, ...found: unknown[]) => {
    const groups = found.at(-1) as Readonly<Record<string, string | undefined>>;
    const { dollars, brackets, parens, inline } = groups;
    const display = dollars ?? brackets;
    if (display !== undefined) return keep(display, true);
    const within = parens ?? inline;
    return within === undefined ? whole : keep(within, false);
  });
  return { text: rest, formulas };
}
