/** Something that a person has finished writing. */
export interface Message {
  readonly text: string;
  /** One line as it was typed, which may be a command. */
  readonly single: boolean;
}

const quotes = '"""';

/**
 * Puts lines together to messages. A line that ends in `\` goes on in the next one; between `"""` and `"""`
 * every line belongs to the message; so does every pasted line, whatever is in it.
 */
export class MessageReader {
  #lines: string[] = [];
  #block = false;

  /** Whether a message has begun and not ended. */
  get pending(): boolean {
    return this.#block || this.#lines.length > 0;
  }

  /** Takes a typed line. Gives the message that it ends, if it ends one. */
  add(line: string): Message | undefined {
    if (this.#block) return this.#addToBlock(line);
    if (!this.pending && line.trimStart().startsWith(quotes)) {
      this.#block = true;
      const rest = line.trimStart().slice(quotes.length);
      return rest.trim() === "" ? undefined : this.#addToBlock(rest);
    }
    if (line.endsWith("\\")) {
      this.#lines.push(line.slice(0, -1));
      return undefined;
    }
    const single = !this.pending;
    this.#lines.push(line);
    return this.#finish(single);
  }

  /** Takes a line that was pasted and is not the last one. */
  addPasted(line: string): void {
    this.#lines.push(line);
  }

  /** Forgets what has begun. */
  clear(): void {
    this.#lines = [];
    this.#block = false;
  }

  #addToBlock(line: string): Message | undefined {
    const end = line.trimEnd();
    if (!end.endsWith(quotes)) {
      this.#lines.push(line);
      return undefined;
    }
    const last = end.slice(0, -quotes.length);
    if (last.trim() !== "") this.#lines.push(last);
    return this.#finish(false);
  }

  #finish(single: boolean): Message {
    const text = this.#lines.join("\n").replace(/\n+$/, "");
    this.clear();
    return { text, single };
  }
}
