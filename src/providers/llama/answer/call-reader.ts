import type { CallForm } from "../grammar/answer-grammar.ts";
import { JsonEnd } from "./json-end.ts";
import type { Piece } from "./piece.ts";

/** Reads calls that are written as a grammar wants them, so that nothing else needs to be understood. */
export class CallReader {
  readonly #form: CallForm;
  readonly #tools: ReadonlyMap<string, "function" | "custom">;
  #text = "";
  #state: "head" | "arguments" | "after" = "head";
  /** What stands before the next call's name. */
  #prefix: string;
  #kind: "function" | "custom" = "function";
  #json = new JsonEnd();
  /** A custom tool's arguments so far: its text is told when it is whole. */
  #custom = "";

  /**
   * @param tools The kind of each tool, by its name.
   * @param prefix What of the form's prefix is still to come.
   */
  constructor(form: CallForm, tools: ReadonlyMap<string, "function" | "custom">, prefix: string) {
    this.#form = form;
    this.#tools = tools;
    this.#prefix = prefix;
  }

  feed(text: string): readonly Piece[] {
    this.#text += text;
    const pieces: Piece[] = [];
    for (;;) {
      const before = `${this.#state}${this.#text.length}`;
      if (this.#state === "head") this.#head(pieces);
      else if (this.#state === "arguments") this.#arguments(pieces);
      else this.#after();
      if (before === `${this.#state}${this.#text.length}`) return pieces;
    }
  }

  #head(pieces: Piece[]): void {
    for (const [name, kind] of this.#tools) {
      const head = (this.#prefix + name + this.#form.middle).trimStart();
      const text = this.#text.trimStart(); // models differ in the space behind the mark
      if (!text.startsWith(head)) continue;
      this.#text = text.slice(head.length);
      this.#state = "arguments";
      this.#kind = kind;
      this.#json = new JsonEnd();
      this.#custom = "";
      pieces.push({ kind: "call", name, tool: kind });
      return;
    }
  }

  #arguments(pieces: Piece[]): void {
    if (this.#text === "") return;
    const end = this.#json.find(this.#text);
    const written = this.#text.slice(0, end);
    this.#text = end === undefined ? "" : this.#text.slice(end);
    if (end !== undefined) this.#state = "after";
    if (this.#kind === "function") pieces.push({ kind: "arguments", text: written });
    else {
      this.#custom += written;
      if (end !== undefined) pieces.push({ kind: "arguments", text: inputOf(this.#custom) });
    }
  }

  #after(): void {
    const { joint } = this.#form;
    if (joint === undefined || !this.#text.startsWith(joint)) return;
    this.#text = this.#text.slice(joint.length);
    this.#prefix = "";
    this.#state = "head";
  }
}

/** A custom tool's text is the one member of its arguments. */
function inputOf(json: string): string {
  const value: unknown = JSON.parse(json);
  return typeof value === "object" && value !== null && "input" in value ? String(value.input) : "";
}
