import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseAllDocuments,
  type Scalar,
} from "yaml";
import { looksSecret, type Path } from "../settings/path.ts";
import { hideVariables, showVariables } from "../settings/yaml-syntax.ts";
import { isSecretPlace, tellsNothing } from "./secret-places.ts";

/** A part of a settings file that is shown to nobody. */
export interface HiddenPiece {
  /** What is shown instead. */
  readonly word: string;
  /** What is there, as it is written. */
  readonly text: string;
  /** Where, in UTF-16 units of the file. */
  readonly offset: number;
}

/** A settings file as it may be shown. */
export interface ShownFile {
  readonly text: string;
  readonly pieces: readonly HiddenPiece[];
}

/** What stands for a hidden piece, with its number. It is a plain word in YAML, and one of ASCII for every field. */
export const keptWord = /KEPT-SECRET-(\d+)/g;

type Range = readonly [from: number, to: number];

/** Where somebody has set a key aside in a comment. */
const assigned =
  /((?:api[-_]?key|token|secret|password|authorization|access[-_]?key[-_]?id)["']?\s*[:=]\s*)\S.*/gi;

/**
 * Replaces whatever is, or looks like, a secret in a settings file by words: keys and passwords by where they stand, and
 * everywhere, comments included, what has the form of one. `undefined` for a file that is no single YAML document, or
 * that has such words already: of those it is not known what they hold.
 */
export function hideSecrets(source: string): ShownFile | undefined {
  if (source.search(keptWord) !== -1) return undefined;
  const documents = parseAllDocuments(hideVariables(source), {
    logLevel: "silent",
    schema: "core",
    uniqueKeys: false,
  });
  const [document, second] = Array.isArray(documents) ? documents : [];
  if (second !== undefined || (document !== undefined && document.errors.length > 0)) return undefined;
  const known = document === undefined ? [] : secretRanges(document, source);
  const ranges = apart([...known, ...guessedRanges(source)]);
  const pieces: HiddenPiece[] = [];
  let text = "";
  let end = 0;
  for (const [from, to] of ranges) {
    const word = `KEPT-SECRET-${pieces.length + 1}`;
    pieces.push({ word, text: source.slice(from, to), offset: from });
    text += source.slice(end, from) + word;
    end = to;
  }
  return { text: text + source.slice(end), pieces };
}

/** Values that stand where secrets do. */
function secretRanges(document: Document.Parsed, source: string): readonly Range[] {
  const ranges: Range[] = [];
  const seen = new Set<Node>();
  function walk(node: Node | null | undefined, path: Path): void {
    if (node === null || node === undefined) return;
    if (isAlias(node)) {
      const anchored = node.resolve(document);
      // Once is enough where it is no secret place: what an alias leads to is walked where it stands.
      if (anchored === undefined || !isSecretPlace(path) || seen.has(anchored)) return;
      seen.add(anchored);
      return walk(anchored, path);
    }
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? showVariables(String(key.value)) : "";
        walk(value as Node | null, [...path, name]);
      }
    } else if (isSeq(node)) {
      for (const [place, item] of node.items.entries()) walk(item as Node | null, [...path, place]);
    } else if (
      isScalar(node) &&
      isSecretPlace(path) &&
      !tellsNothing(showVariables(String(node.value ?? "")))
    )
      ranges.push(rangeOf(node, source));
  }
  walk(document.contents, []);
  return ranges;
}

/** The scalar as it is written, quotes included; a block without the line break after it. */
function rangeOf(node: Scalar, source: string): Range {
  const [from, to] = node.range ?? [0, 0];
  return [from, from + source.slice(from, to).trimEnd().length];
}

/** Long words, and what stands in a comment or an address where keys and passwords do. */
function guessedRanges(source: string): readonly Range[] {
  const variables = [...source.matchAll(/\$\{[A-Za-z_][A-Za-z0-9_]*/g)].map(({ index, 0: text }): Range => [
    index,
    index + text.length,
  ]);
  const found: Range[] = [];
  for (const { index, 0: word } of source.matchAll(/[A-Za-z0-9_-]{8,}/g))
    if (looksSecret(word)) found.push([index, index + word.length]);
  for (const { index, 0: text } of source.matchAll(/(?<=\/\/)[^/@\s]+(?=@)/g))
    found.push([index, index + text.length]);
  for (const { index: start, 0: comment } of source.matchAll(/(?<![^\s])#.*/g)) {
    for (const { index, 0: text, 1: before = "" } of comment.matchAll(assigned)) {
      const value = text.slice(before.length).trimEnd();
      const from = start + index + before.length;
      if (!tellsNothing(value.replaceAll(/^["']|["',}\]\s]+$/g, ""))) found.push([from, from + value.length]);
    }
  }
  return found.filter(([from, to]) => !variables.some(([start, end]) => start <= from && to <= end));
}

/** In the order of the file, those that touch others as one. */
function apart(ranges: readonly Range[]): readonly Range[] {
  const whole: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = whole.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else if (to > from) whole.push([from, to]);
  }
  return whole;
}
