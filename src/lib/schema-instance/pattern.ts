import { RegExpParser, type AST } from "@eslint-community/regexpp";
import { charactersOf, type Characters, type CharacterNode } from "./pattern-characters.ts";
import { generateText, lengthOf } from "./pattern-generate.ts";
import { matchText } from "./pattern-match.ts";
import { invalid, type Run } from "./run.ts";

/** Longest pattern that is read, in UTF-16 units. */
const MAX_SOURCE = 2_000;

/** A regular expression as a tree, so that texts can be made from it and matched in bounded time. */
export interface ParsedPattern {
  readonly root: AST.Pattern;
  readonly path: string;
  characters(node: CharacterNode): Characters;
}

/** A `pattern` of JSON Schema: not anchored, ECMA-262 with the flag `u` where it can be read so. */
export interface Pattern {
  /** Bounds of the lengths of its matches, in code points. */
  readonly minLength: number;
  readonly maxLength: number;
  /** Whether some part of the text matches. Never slower than the run's steps allow. */
  matches(run: Run, text: string): boolean;
  /**
   * A text that the pattern was followed through to make, near `length` code points long: of the most
   * readable characters, or mixed of all kinds. Look-arounds and word boundaries were not looked at:
   * ask `matches`.
   */
  generate(run: Run, length: number, mixed?: boolean): string;
}

/** The pattern with a source. Throws `invalid_value` for one that cannot be read or is not supported. */
export function patternOf(run: Run, source: string, path: string): Pattern {
  let pattern = run.patterns.get(source);
  if (pattern === undefined) {
    pattern = createPattern(run, source, path);
    run.patterns.set(source, pattern);
  }
  return pattern;
}

function createPattern(run: Run, source: string, path: string): Pattern {
  if (source.length > MAX_SOURCE) {
    throw invalid(path, `A pattern may be at most ${MAX_SOURCE} characters long.`);
  }
  const { root, flags } = parse(source, path);
  const known = new Map<CharacterNode, Characters>();
  const parsed: ParsedPattern = {
    root,
    path,
    characters(node) {
      let characters = known.get(node);
      if (characters === undefined) {
        characters = charactersOf(run, node, flags, path);
        known.set(node, characters);
      }
      return characters;
    },
  };
  const { min, max } = lengthOf(root, path);
  return {
    minLength: min,
    maxLength: max,
    matches: (current, text) => matchText(current, parsed, text),
    generate: (current, length, mixed = false) => generateText(current, parsed, length, mixed),
  };
}

/** With the flag `u`, as the specification asks; without it for sources such as `[\w-.]` that only read so. */
function parse(source: string, path: string): { root: AST.Pattern; flags: string } {
  const parser = new RegExpParser({ ecmaVersion: 2025 });
  let cause: unknown;
  for (const flags of ["u", ""]) {
    try {
      return { root: parser.parsePattern(source, 0, source.length, { unicode: flags === "u" }), flags };
    } catch (error) {
      cause ??= error;
    }
  }
  const reason = cause instanceof SyntaxError ? cause.message.replace(/^.*: /s, "") : "it cannot be read";
  throw invalid(path, `"pattern" is not a valid regular expression: ${reason}.`);
}
