import { createRequire } from "node:module";
import type * as library from "jsonrepair";

const load = createRequire(import.meta.url);

/**
 * The JSON in a model's text: as it stands, without the code fence around it, or with its small slips mended (quotes,
 * commas, comments, ends that are missing). `undefined` when there is none: words are never taken for JSON.
 */
export function mendJson(text: string): { readonly text: string; readonly value: unknown } | undefined {
  const plain = text.trim();
  const direct = parsed(plain);
  if (direct !== undefined) return direct;
  const fenced = /^```[a-z]*\s*\n([\s\S]*?)\n?```$/i.exec(plain)?.[1]?.trim();
  if (fenced !== undefined) return parsed(fenced) ?? repaired(fenced);
  return repaired(plain);
}

function parsed(text: string): { readonly text: string; readonly value: unknown } | undefined {
  try {
    return { text, value: JSON.parse(text) as unknown };
  } catch {
    return undefined; // the caller tries something else
  }
}

function repaired(text: string): ReturnType<typeof parsed> {
  // The library makes a JSON string of any words.
  if (!/^[[{]/.test(text)) return undefined;
  try {
    // Loaded with the first answer that needs it.
    return parsed((load("jsonrepair") as typeof library).jsonrepair(text));
  } catch {
    return undefined; // past mending
  }
}
