import type { AST } from "@eslint-community/regexpp";
import type { CharacterNode } from "./pattern-characters.ts";
import type { ParsedPattern } from "./pattern.ts";
import { Conflict, invalid, spend, type Run } from "./run.ts";

/** Longest text that a pattern may demand, in code points. */
const MAX_LENGTH = 20_000;

interface Length {
  readonly min: number;
  readonly max: number;
}

type Node = AST.Pattern | AST.Element | AST.Alternative;

const nothing: Length = { min: 0, max: 0 };

/** Bounds of what a node takes, in code points. Throws `invalid_value` for what is not supported. */
export function lengthOf(node: Node, path: string): Length {
  const length = measure(node, path);
  if (length.min > MAX_LENGTH) {
    throw invalid(path, `The pattern demands more than ${MAX_LENGTH.toLocaleString("en")} characters.`);
  }
  return length;
}

function measure(node: Node, path: string): Length {
  switch (node.type) {
    case "Assertion":
      return nothing;
    case "Backreference":
      return { min: 0, max: Infinity };
    case "Alternative":
      return node.elements.map((element) => lengthOf(element, path)).reduce(plus, nothing);
    case "Quantifier": {
      const inner = lengthOf(node.element, path);
      return { min: times(inner.min, node.min), max: times(inner.max, node.max) };
    }
    case "Pattern":
    case "Group":
    case "CapturingGroup": {
      if (node.type === "Group" && node.modifiers !== null) {
        throw invalid(path, "Modifiers such as `(?i:…)` are not supported in a pattern.");
      }
      const lengths = node.alternatives.map((alternative) => lengthOf(alternative, path));
      return {
        min: Math.min(...lengths.map((length) => length.min)),
        max: Math.max(...lengths.map((length) => length.max)),
      };
    }
    default:
      return { min: 1, max: 1 };
  }
}

const plus = (left: Length, right: Length): Length => ({
  min: left.min + right.min,
  max: left.max + right.max,
});

/** 0 × ∞ is 0 here: nothing, however often, is nothing. */
const times = (left: number, right: number): number => (left === 0 || right === 0 ? 0 : left * right);

/** Follows a pattern and writes a text of about `length` code points; see `Pattern.generate`. */
export function generateText(run: Run, pattern: ParsedPattern, length: number, mixed: boolean): string {
  return new Writer(run, pattern, mixed).write(pattern.root, Math.min(length, MAX_LENGTH));
}

class Writer {
  readonly #run: Run;
  readonly #pattern: ParsedPattern;
  readonly #mixed: boolean;
  readonly #captures = new Map<AST.CapturingGroup, string>();
  readonly #lengths = new Map<Node, Length>();

  constructor(run: Run, pattern: ParsedPattern, mixed: boolean) {
    this.#run = run;
    this.#mixed = mixed;
    this.#pattern = pattern;
  }

  write(node: Node, target: number): string {
    spend(this.#run, this.#pattern.path);
    switch (node.type) {
      case "Assertion":
        return "";
      case "Backreference": {
        const groups = Array.isArray(node.resolved) ? node.resolved : [node.resolved];
        return groups.map((group) => this.#captures.get(group) ?? "").join("");
      }
      case "Alternative":
        return this.#sequence(node, target);
      case "Quantifier":
        return this.#repeat(node, target);
      case "Pattern":
      case "Group":
        return this.write(this.#choose(node.alternatives, target), target);
      case "CapturingGroup": {
        const text = this.write(this.#choose(node.alternatives, target), target);
        this.#captures.set(node, text);
        return text;
      }
      default:
        return this.#character(node);
    }
  }

  #character(node: CharacterNode): string {
    const { samples } = this.#pattern.characters(node);
    const { random } = this.#run;
    const kind = samples[this.#mixed ? random.below(samples.length) : 0]!;
    return kind[random.below(kind.length)]!;
  }

  /** Gives every element what it needs at least, and the rest of the target to the first that can take it. */
  #sequence(node: AST.Alternative, target: number): string {
    let spare = Math.max(0, target - this.#length(node).min);
    let text = "";
    for (const element of node.elements) {
      const { min, max } = this.#length(element);
      const share = Math.min(spare, max - min);
      spare -= share;
      text += this.write(element, min + share);
    }
    return text;
  }

  #repeat(node: AST.Quantifier, target: number): string {
    const inner = this.#length(node.element);
    // As few rounds as reach the target, but no more than the shortest rounds leave room for.
    const fewest = inner.max === 0 || target === 0 ? 0 : Math.max(1, Math.ceil(target / inner.max));
    const most = inner.min === 0 ? Math.max(fewest, 1) : Math.floor(target / inner.min);
    let wanted = Math.min(fewest, most);
    if (inner.max === Infinity && most > 1) wanted = 1 + this.#run.random.below(Math.min(most, 3));
    const rounds = Math.min(Math.max(wanted, node.min), node.max);
    let spare = Math.max(0, target - times(inner.min, rounds));
    let text = "";
    for (let round = 0; round < rounds; round++) {
      const share = Math.min(spare, inner.max - inner.min);
      spare -= share;
      text += this.write(node.element, inner.min + share);
      if (text.length > 2 * MAX_LENGTH)
        throw new Conflict(this.#pattern.path, "The pattern demands too long a text.");
    }
    return text;
  }

  /** An alternative that can have the target's length, else the nearest. */
  #choose(alternatives: readonly AST.Alternative[], target: number): AST.Alternative {
    const distance = (alternative: AST.Alternative): number => {
      const { min, max } = this.#length(alternative);
      return target < min ? min - target : Math.max(0, target - max);
    };
    const nearest = Math.min(...alternatives.map(distance));
    const fitting = alternatives.filter((alternative) => distance(alternative) === nearest);
    return fitting[this.#run.random.below(fitting.length)]!;
  }

  #length(node: Node): Length {
    let length = this.#lengths.get(node);
    if (length === undefined) {
      length = lengthOf(node, this.#pattern.path);
      this.#lengths.set(node, length);
    }
    return length;
  }
}
