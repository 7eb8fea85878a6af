import { createInterface, type Interface } from "node:readline";
import { printable } from "../printable.ts";
import { MessageReader } from "./message-reader.ts";
import type { Screen } from "./screen.ts";

/** What a person did. */
export type Input =
  | { readonly kind: "message"; readonly text: string; readonly single: boolean }
  /** Ctrl-C with nothing written. */
  | { readonly kind: "interrupt" }
  /** Ctrl-D, or the terminal is gone. */
  | { readonly kind: "end" };

export interface KeyboardOptions {
  readonly stdin: NodeJS.ReadableStream;
  readonly screen: Screen;
  /** What the Tab key may make of a line. */
  readonly complete: (line: string) => readonly string[];
}

const firstPrompt = "> ";
const nextPrompt = "... ";

/** Earlier lines that the arrow keys bring back. */
const historySize = 500;

/** Makes a terminal mark what is pasted (xterm's bracketed paste mode), so that it is one message. */
const pasteMarksOn = "\x1b[?2004h";
const pasteMarksOff = "\x1b[?2004l";

/**
 * The line editor. It goes on reading while an answer is written, so that Ctrl-C is heard;
 * what is typed meanwhile waits, unseen, for the next prompt.
 */
export class Keyboard {
  readonly #screen: Screen;
  readonly #stdin: NodeJS.ReadableStream;
  readonly #lines: Interface;
  readonly #message = new MessageReader();
  #early: Input[] = [];
  #wanted: ((input: Input) => void) | undefined;
  #interrupt: (() => void) | undefined;
  #pasting = false;
  #closed = false;

  constructor({ stdin, screen, complete }: KeyboardOptions) {
    this.#stdin = stdin;
    this.#screen = screen;
    this.#screen.muted = true;
    this.#lines = createInterface({
      input: stdin,
      output: screen,
      terminal: true,
      historySize,
      removeHistoryDuplicates: true,
      crlfDelay: Number.POSITIVE_INFINITY,
      completer: (line: string) => [complete(line), line],
    });
    this.#lines.on("line", (line) => this.#line(line));
    this.#lines.on("SIGINT", () => this.interrupt());
    this.#lines.on("SIGCONT", () => {
      this.#lines.resume(); // after Ctrl-Z the editor is paused, and Ctrl-C would not be heard
      this.#prompt();
    });
    this.#lines.once("close", () => this.#end());
    stdin.on("keypress", this.#key);
    screen.show(pasteMarksOn);
  }

  /** The next thing that the person does. To be called again when it has been dealt with. */
  read(): Promise<Input> {
    const early = this.#early.shift();
    if (early !== undefined) {
      if (early.kind === "message") this.#screen.show(`${firstPrompt}${printable(early.text)}\n`);
      return Promise.resolve(early);
    }
    if (this.#closed) return Promise.resolve({ kind: "end" });
    return new Promise((resolve) => {
      this.#wanted = resolve;
      const typed = this.#takeTyped();
      this.#screen.muted = false;
      this.#prompt();
      if (typed !== "") this.#lines.write(typed);
    });
  }

  /** Who is told of Ctrl-C while nobody reads. Returns a function that ends it. */
  onInterrupt(handler: () => void): () => void {
    this.#interrupt = handler;
    return () => {
      if (this.#interrupt === handler) this.#interrupt = undefined;
    };
  }

  /** Ctrl-C: stops what goes on, or clears what is written, or is handed to the reader. */
  interrupt(): void {
    if (this.#wanted === undefined) {
      this.#early = this.#early.filter(({ kind }) => kind === "end");
      this.#interrupt?.();
      return;
    }
    const written = this.#takeTyped() !== "" || this.#message.pending;
    this.#message.clear();
    this.#screen.show("^C\n");
    if (written) this.#prompt();
    else this.#give({ kind: "interrupt" });
  }

  close(): void {
    this.#lines.close();
    this.#screen.destroy();
  }

  #line(line: string): void {
    if (this.#pasting) {
      this.#message.addPasted(line);
    } else {
      const message = this.#message.add(line);
      if (message !== undefined) {
        this.#give({ kind: "message", ...message });
        return;
      }
    }
    if (this.#wanted !== undefined) this.#prompt();
  }

  readonly #key = (_text: string | undefined, key: { readonly name?: string } | undefined): void => {
    if (key?.name === "paste-start") this.#pasting = true;
    else if (key?.name === "paste-end") this.#pasting = false;
  };

  #give(input: Input): void {
    const wanted = this.#wanted;
    this.#wanted = undefined;
    this.#screen.muted = true;
    if (wanted === undefined) this.#early.push(input);
    else wanted(input);
  }

  #end(): void {
    this.#closed = true;
    this.#stdin.off("keypress", this.#key);
    if (this.#wanted !== undefined) this.#screen.show("\n");
    this.#screen.show(pasteMarksOff);
    this.#give({ kind: "end" });
  }

  #prompt(): void {
    if (this.#closed || this.#screen.muted) return;
    this.#lines.setPrompt(this.#message.pending ? nextPrompt : firstPrompt);
    this.#lines.prompt(true);
  }

  /** Empties the line, unseen, and gives what was in it. The editor must not redraw it over an answer. */
  #takeTyped(): string {
    const typed = this.#closed ? "" : this.#lines.line;
    if (typed === "") return "";
    const muted = this.#screen.muted;
    this.#screen.muted = true;
    this.#lines.write(null, { ctrl: true, name: "e" });
    this.#lines.write(null, { ctrl: true, name: "u" });
    this.#screen.muted = muted;
    return typed;
  }
}
