import type { ParsedNode } from "yaml";
import { type Path, pathKey, pathText } from "./path.ts";
import type { Environment } from "./substitution.ts";
import { yaml } from "./yaml-library.ts";
import { hideVariables, syntaxSentence } from "./yaml-syntax.ts";
import { YamlValues } from "./yaml-values.ts";

/** Far above any settings. */
const longestFile = 1024 * 1024;

interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

interface YamlFault extends Partial<Place> {
  readonly path: string;
  readonly message: string;
}

/** A file's content as plain values, with where each of them stands. */
export interface YamlFile {
  /** `undefined` for a file without any content. Mappings have no prototype. */
  readonly value: unknown;
  readonly faults: readonly YamlFault[];
  /** Where a value, or the name before it, begins. */
  place(path: Path, part: "name" | "value"): Place | undefined;
  /** A text as it stands in the file, when variables were put into it. */
  written(path: Path): string | undefined;
  /** Whether the value is unknown because of one of `faults`. */
  unknown(path: Path): boolean;
  /** Environment variables that the file asks for. */
  readonly variables: ReadonlySet<string>;
}

/**
 * Reads one YAML document. Values get the environment's variables after parsing. Duplicate names, more than one
 * document, tags and syntax errors are faults; of syntax errors only the first, since the others follow from it.
 *
 * @param env Without one, variables stay as they are written.
 */
export function readYaml(source: string, env?: Environment): YamlFile {
  if (source.length > longestFile) {
    return withoutValue({
      path: "",
      message: "The file is larger than 1 MiB: it cannot be a settings file.",
    });
  }
  const { LineCounter, parseAllDocuments } = yaml();
  const lines = new LineCounter();
  const documents = parseAllDocuments(hideVariables(source), {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "silent",
    schema: "core",
    // Found by `YamlValues`, whose message names both lines.
    uniqueKeys: false,
  });
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const [document, second] = Array.isArray(documents) ? documents : [];
  if (document === undefined) return withoutValue();
  const [error] = [...document.errors, ...document.warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (error !== undefined) {
    return withoutValue({ path: "", ...placeOf(error.pos[0]), message: syntaxSentence(error.code) });
  }
  if (second !== undefined) {
    const message = "A second document begins here. The file holds one; remove the line with ---.";
    return withoutValue({ path: "", ...placeOf(second.range[0]), message });
  }
  const values = new YamlValues(source, env, (alias) => alias.resolve(document) as ParsedNode | undefined);
  const value = values.read(document.contents) ?? undefined;
  return {
    value,
    variables: values.variables,
    faults: values.faults.map(({ path, offset, message }) => ({
      path: pathText(path),
      ...placeOf(offset),
      message,
    })),
    place(path, part) {
      const offset = values.offset(path, part);
      return offset === undefined ? undefined : placeOf(offset);
    },
    written: (path) => values.written.get(pathKey(path)),
    unknown: (path) => values.faults.some((fault) => pathKey(fault.path) === pathKey(path)),
  };
}

function withoutValue(...faults: readonly YamlFault[]): YamlFile {
  return {
    value: undefined,
    faults,
    place: () => undefined,
    written: () => undefined,
    unknown: () => faults.length > 0,
    variables: new Set(),
  };
}
