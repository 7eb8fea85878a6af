import type { CallForm } from "../grammar/answer-grammar.ts";
import { CallReader } from "./call-reader.ts";
import { firstMark, openEnd } from "./hold-back.ts";
import type { Piece } from "./piece.ts";

export interface AnswerForm {
  /** The marks around what the model thinks. `opened`: the prompt has the first one already. */
  readonly think?: { readonly open: string; readonly close: string; readonly opened: boolean };
  /** The tools that may be called, and how calls are written. */
  readonly calls?: {
    readonly form: CallForm;
    readonly tools: ReadonlyMap<string, "function" | "custom">;
    /** Whether the answer can only be calls. */
    readonly forced: boolean;
  };
}

/** How far a model has come with a call that it began by itself. */
export interface BegunCall {
  /** What of the form's prefix is still to be written. */
  readonly prefix: string;
  /** What is there already of the name and what follows it. */
  readonly name: string;
}

/** Sorts an answer, as it is written, into what the model thinks, what it says and what it calls. */
export class AnswerReader {
  readonly #form: AnswerForm;
  readonly #trigger: { readonly mark: string; readonly atStart: boolean } | undefined;
  #state: "start" | "reasoning" | "text" | "calls";
  #held = "";
  /** Whether some of the text was said, other than space. */
  #said = false;
  #calls: CallReader | undefined;
  #begun: BegunCall | undefined;

  constructor(form: AnswerForm) {
    this.#form = form;
    this.#state = form.think === undefined ? "text" : form.think.opened ? "reasoning" : "start";
    this.#trigger = form.calls === undefined ? undefined : triggerOf(form.calls.form);
    if (form.calls?.forced === true) this.#callsFrom(form.calls.form.prefix);
  }

  get reasoning(): boolean {
    return this.#state === "reasoning";
  }

  /** Told once, when the model has begun a call by itself. */
  takeBegunCall(): BegunCall | undefined {
    const begun = this.#begun;
    this.#begun = undefined;
    return begun;
  }

  feed(text: string): readonly Piece[] {
    if (this.#calls !== undefined) return this.#calls.feed(text);
    this.#held += text;
    const pieces: Piece[] = [];
    if (this.#state === "start") this.#start();
    if (this.#state === "reasoning") this.#think(pieces);
    if (this.#state === "text") this.#speak(pieces);
    return pieces;
  }

  /** What was held back when nothing follows any more. */
  end(): readonly Piece[] {
    const rest = this.#held;
    this.#held = "";
    if (rest === "" || this.#calls !== undefined) return [];
    return [{ kind: this.#state === "reasoning" ? "reasoning" : "text", text: rest }];
  }

  /** A model that thinks begins with the mark, after space at most. */
  #start(): void {
    const { open = "" } = this.#form.think ?? {};
    const begun = this.#held.trimStart();
    if (begun.startsWith(open)) {
      this.#state = "reasoning";
      this.#held = begun.slice(open.length);
    } else if (!open.startsWith(begun)) this.#state = "text";
  }

  #think(pieces: Piece[]): void {
    const { close = "" } = this.#form.think ?? {};
    const at = this.#held.indexOf(close);
    const end = at < 0 ? this.#held.length - openEnd(this.#held, [close]) : at;
    if (end > 0) pieces.push({ kind: "reasoning", text: this.#held.slice(0, end) });
    this.#held = this.#held.slice(at < 0 ? end : end + close.length);
    if (at >= 0) this.#state = "text";
  }

  #speak(pieces: Piece[]): void {
    if (!this.#said && this.#form.think !== undefined) this.#held = this.#held.trimStart();
    if (this.#trigger === undefined) return this.#say(pieces, this.#held.length);
    const { mark, atStart } = this.#trigger;
    if (atStart) {
      const begun = this.#held.trimStart();
      if (this.#said) this.#say(pieces, this.#held.length);
      else if (begun.startsWith(mark)) this.#begin(pieces, this.#held.length - begun.length, begun);
      else if (!mark.startsWith(begun)) this.#say(pieces, this.#held.length);
      return;
    }
    const found = firstMark(this.#held, [mark]);
    if (found === undefined) this.#say(pieces, this.#held.length - openEnd(this.#held, [mark]));
    else this.#begin(pieces, found.at, this.#held.slice(found.at));
  }

  #say(pieces: Piece[], end: number): void {
    const text = this.#held.slice(0, end);
    this.#held = this.#held.slice(end);
    if (text === "") return;
    if (text.trim() !== "") this.#said = true;
    pieces.push({ kind: "text", text });
  }

  /** The model has begun a call: `begun` is what is there of it. What no call begins with is text after all. */
  #begin(pieces: Piece[], at: number, begun: string): void {
    const { form, tools } = this.#form.calls ?? {};
    const { mark = "" } = this.#trigger ?? {};
    const rest = form?.prefix.trimStart().slice(mark.length).trimStart() ?? "";
    const over = begun.slice(mark.length).trimStart();
    const name = over.slice(rest.length);
    const heads = [...(tools?.keys() ?? [])].map((each) => each + (form?.middle ?? ""));
    const fits = heads.some((head) => head.startsWith(name) || name.startsWith(head));
    if (!(rest.startsWith(over) || (over.startsWith(rest) && fits)))
      return this.#say(pieces, this.#held.length);
    this.#say(pieces, at);
    this.#held = "";
    this.#callsFrom(rest);
    pieces.push(...(this.#calls?.feed(over) ?? []));
    this.#begun = { prefix: rest.slice(over.length), name };
  }

  #callsFrom(prefix: string): void {
    const { calls } = this.#form;
    if (calls === undefined) return;
    this.#state = "calls";
    this.#calls = new CallReader(calls.form, calls.tools, prefix);
  }
}

/** By what a call is known: the mark before its JSON, or its whole beginning at the answer's start. */
function triggerOf({ prefix }: CallForm): { mark: string; atStart: boolean } {
  const whole = prefix.trimStart();
  const json = /\s*(?:\[\s*)?\{/.exec(whole);
  const mark = json === null ? whole : whole.slice(0, json.index);
  // The name's quote may come as one token with the name.
  return mark === "" ? { mark: whole.replace(/[\s"]+$/, ""), atStart: true } : { mark, atStart: false };
}
