import type { Alias, ParsedNode, YAMLMap } from "yaml";
import { type Path, pathKey } from "./path.ts";
import { type Environment, substitute } from "./substitution.ts";
import { yaml } from "./yaml-library.ts";
import { showVariables } from "./yaml-syntax.ts";

/** Far above any settings; they bound the work that aliases of aliases can cause. */
const mostValues = 20_000;
const deepest = 32;

interface ValueFault {
  readonly path: Path;
  /** Where in the file, in UTF-16 units. */
  readonly offset: number;
  readonly message: string;
}

/** Turns the nodes of a parsed document into plain values, puts variables in, and remembers where each stands. */
export class YamlValues {
  readonly faults: ValueFault[] = [];
  /** Environment variables that were asked for. */
  readonly variables = new Set<string>();
  /** By `pathKey`: texts as they stand in the file, where variables were put into them. */
  readonly written = new Map<string, string>();
  readonly #source: string;
  readonly #env: Environment | undefined;
  readonly #resolve: (alias: Alias.Parsed) => ParsedNode | undefined;
  readonly #nameOffsets = new Map<string, number>();
  readonly #valueOffsets = new Map<string, number>();
  #count = 0;

  constructor(
    source: string,
    env: Environment | undefined,
    resolve: (alias: Alias.Parsed) => ParsedNode | undefined,
  ) {
    this.#source = source;
    this.#env = env;
    this.#resolve = resolve;
  }

  /** The value of a node at a path. To be called once, with the document's content. */
  read(node: ParsedNode | null, path: Path = []): unknown {
    if (node === null) return null;
    const [offset] = node.range;
    if (!this.#valueOffsets.has(pathKey(path))) this.#valueOffsets.set(pathKey(path), offset);
    if (this.#count > mostValues) return null;
    this.#count++;
    if (this.#count > mostValues || path.length > deepest) {
      this.#count = mostValues + 1;
      return this.#fault(path, offset, "The file has too many values, or refers to itself.");
    }
    const { isAlias, isMap, isSeq } = yaml();
    if (isAlias(node)) {
      const anchored = this.#resolve(node);
      if (anchored !== undefined) return this.read(anchored, path);
      const message =
        "Before this alias (*name) there is no anchor (&name). If it is text, put it into quotes.";
      return this.#fault(path, offset, message);
    }
    if (isMap(node)) return this.#readMap(node, path);
    if (isSeq(node)) return node.items.map((item, index) => this.read(item, [...path, index]));
    return typeof node.value === "string"
      ? this.#readText(showVariables(node.value), path, offset)
      : node.value;
  }

  /** Where a value, or the name before it, begins in the file. */
  offset(path: Path, part: "name" | "value"): number | undefined {
    const key = pathKey(path);
    return (part === "name" ? this.#nameOffsets.get(key) : undefined) ?? this.#valueOffsets.get(key);
  }

  #readMap(map: YAMLMap.Parsed, path: Path): unknown {
    const { isScalar } = yaml();
    const object: Record<string, unknown> = Object.create(null);
    for (const { key, value } of map.items) {
      const [offset] = key.range;
      if (!isScalar(key) || key.value === null) {
        this.#fault(path, offset, "Before the colon there must be a name.");
        continue;
      }
      // 4.10 is a name here, not the number 4.1.
      const name = showVariables(
        typeof key.value === "string" ? key.value : (key.source ?? String(key.value)),
      );
      const inner = [...path, name];
      if (name in object) {
        const line = this.#lineOf(this.offset(inner, "name") ?? 0);
        this.#fault(
          inner,
          offset,
          `This name is given twice, the first time in line ${line}. Remove one of them.`,
        );
      } else if (name === "__proto__" || name.includes("\0")) {
        this.#fault(path, offset, "This name cannot be used.");
      } else {
        this.#nameOffsets.set(pathKey(inner), offset);
        object[name] = this.read(value, inner);
      }
    }
    return object;
  }

  #readText(text: string, path: Path, offset: number): string {
    if (this.#env === undefined) return text;
    const result = substitute(text, this.#env);
    for (const name of result.variables) this.variables.add(name);
    if (result.text !== text) this.written.set(pathKey(path), text);
    for (const { index, reference, message } of result.faults) {
      // A plain text stands in the file as it is; in quotes and blocks the first such variable is near enough.
      const found = this.#source.indexOf(reference, offset);
      const start = this.#source.startsWith(text, offset) ? offset + index : Math.max(found, offset);
      this.#fault(path, start, message);
    }
    return result.text;
  }

  #fault(path: Path, offset: number, message: string): undefined {
    this.faults.push({ path, offset, message });
  }

  #lineOf(offset: number): number {
    return this.#source.slice(0, offset).split("\n").length;
  }
}
