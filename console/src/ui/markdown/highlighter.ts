import type { Root } from "hast";
import { common, createLowlight } from "lowlight";

const lowlight = createLowlight(common);

/** Longer code is not coloured: it would hold up the page. */
const longest = 50_000;

/** The code as a tree of coloured parts; nothing where its language is not known. */
export function highlight(code: string, language: string): Root | undefined {
  if (code.length > longest || !lowlight.registered(language)) return undefined;
  return lowlight.highlight(language, code);
}
