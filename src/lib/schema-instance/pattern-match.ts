import type { AST } from "@eslint-community/regexpp";
import type { CharacterNode } from "./pattern-characters.ts";
import type { ParsedPattern } from "./pattern.ts";
import { invalid, spend, type Run } from "./run.ts";

/** Deepest chain of open groups, at about six frames each; JavaScript's stack ends at some ten thousand. */
const MAX_DEPTH = 700;

/** What remains to be matched after a node: gets the place where the node ended. */
type Rest = (end: number) => boolean;

/**
 * Whether some part of a text matches a pattern. The engine's own `RegExp` cannot be used: a hostile
 * pattern such as `^(a+)+$` keeps it busy for years, while this one gives up with the run's steps.
 */
export function matchText(run: Run, pattern: ParsedPattern, text: string): boolean {
  const characters = [...text];
  for (let start = 0; start <= characters.length; start++) {
    if (new Matcher(run, pattern, characters).anyOf(pattern.root.alternatives, start, () => true))
      return true;
  }
  return false;
}

/** Backtracking over the tree, each node called with what must match after it. */
class Matcher {
  readonly #run: Run;
  readonly #pattern: ParsedPattern;
  readonly #characters: readonly string[];
  readonly #captures = new Map<AST.CapturingGroup, string>();
  #depth = 0;

  constructor(run: Run, pattern: ParsedPattern, characters: readonly string[]) {
    this.#run = run;
    this.#pattern = pattern;
    this.#characters = characters;
  }

  anyOf(alternatives: readonly AST.Alternative[], at: number, rest: Rest): boolean {
    return alternatives.some((alternative) => this.#sequence(alternative.elements, 0, at, rest));
  }

  #sequence(elements: readonly AST.Element[], first: number, start: number, rest: Rest): boolean {
    let index = first;
    let at = start;
    for (let element = elements[index]; element !== undefined; element = elements[++index]) {
      if (!isCharacter(element)) {
        return this.#node(element, at, (end) => this.#sequence(elements, index + 1, end, rest));
      }
      // In a loop, so that a long literal needs no deep stack.
      spend(this.#run, this.#pattern.path);
      if (!this.#takes(element, at++)) return false;
    }
    return rest(at);
  }

  #node(node: AST.Element, at: number, rest: Rest): boolean {
    spend(this.#run, this.#pattern.path);
    if (++this.#depth > MAX_DEPTH) throw invalid(this.#pattern.path, "The pattern is too complex to match.");
    const matched = this.#dispatch(node, at, rest);
    this.#depth--;
    return matched;
  }

  #dispatch(node: AST.Element, at: number, rest: Rest): boolean {
    switch (node.type) {
      case "Assertion":
        return this.#assertion(node, at) && rest(at);
      case "Backreference":
        return this.#backreference(node, at, rest);
      case "Group":
        return this.anyOf(node.alternatives, at, rest);
      case "CapturingGroup":
        return this.#capture(node, at, rest);
      case "Quantifier":
        return isCharacter(node.element)
          ? this.#characterRun(node, node.element, at, rest)
          : this.#rounds(node, node.element, 0, at, rest);
      default:
        return this.#takes(node, at) && rest(at + 1);
    }
  }

  #takes(node: CharacterNode, at: number): boolean {
    const character = this.#characters[at];
    return character !== undefined && this.#pattern.characters(node).has(character);
  }

  #capture(node: AST.CapturingGroup, at: number, rest: Rest): boolean {
    const before = this.#captures.get(node);
    const matched = this.anyOf(node.alternatives, at, (end) => {
      const outer = this.#captures.get(node);
      this.#captures.set(node, this.#characters.slice(at, end).join(""));
      if (rest(end)) return true;
      this.#restore(node, outer);
      return false;
    });
    if (!matched) this.#restore(node, before);
    return matched;
  }

  #restore(node: AST.CapturingGroup, text: string | undefined): void {
    if (text === undefined) this.#captures.delete(node);
    else this.#captures.set(node, text);
  }

  #backreference(node: AST.Backreference, at: number, rest: Rest): boolean {
    const groups = Array.isArray(node.resolved) ? node.resolved : [node.resolved];
    const text = groups.map((group) => this.#captures.get(group) ?? "").join("");
    const end = at + [...text].length;
    return this.#characters.slice(at, end).join("") === text && rest(end);
  }

  /** One character again and again: counted in a loop, so that long texts need no deep stack. */
  #characterRun(node: AST.Quantifier, element: CharacterNode, at: number, rest: Rest): boolean {
    let count = 0;
    while (count < node.max && this.#takes(element, at + count)) {
      spend(this.#run, this.#pattern.path);
      count++;
    }
    for (
      let kept = node.greedy ? count : node.min;
      kept >= node.min && kept <= count;
      kept += node.greedy ? -1 : 1
    ) {
      if (rest(at + kept)) return true;
    }
    return false;
  }

  #rounds(node: AST.Quantifier, element: AST.Element, done: number, at: number, rest: Rest): boolean {
    const stop = (): boolean => done >= node.min && rest(at);
    const more = (): boolean =>
      done < node.max &&
      this.#node(element, at, (end) => {
        // A round that takes nothing may not be repeated for ever.
        if (end === at && done >= node.min) return false;
        return this.#rounds(node, element, done + 1, end, rest);
      });
    return node.greedy ? more() || stop() : stop() || more();
  }

  #assertion(node: AST.Assertion, at: number): boolean {
    switch (node.kind) {
      case "start":
        return at === 0;
      case "end":
        return at === this.#characters.length;
      case "word":
        return (this.#isWord(at - 1) !== this.#isWord(at)) !== node.negate;
      case "lookahead":
        return this.anyOf(node.alternatives, at, () => true) !== node.negate;
      case "lookbehind":
        return this.#endsHere(node.alternatives, at) !== node.negate;
    }
  }

  #endsHere(alternatives: readonly AST.Alternative[], at: number): boolean {
    for (let start = at; start >= 0; start--) {
      if (this.anyOf(alternatives, start, (end) => end === at)) return true;
    }
    return false;
  }

  #isWord(at: number): boolean {
    return /^\w$/.test(this.#characters[at] ?? "");
  }
}

function isCharacter(node: AST.Element): node is CharacterNode {
  switch (node.type) {
    case "Character":
    case "CharacterSet":
    case "CharacterClass":
    case "ExpressionCharacterClass":
      return true;
    default:
      return false;
  }
}
