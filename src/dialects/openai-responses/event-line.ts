/** Numbers the events of one stream, and writes them: the line with the name says what `type` says. */
export class EventLines {
  readonly #silent: boolean;
  #next: number;

  /** @param first The number of the first event. Where it is `silent`, nobody reads the events, and none is written. */
  constructor(first = 0, silent = false) {
    this.#next = first;
    this.#silent = silent;
  }

  line(type: string, members: object): string {
    const sequence_number = this.#next++;
    if (this.#silent) return "";
    return `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number, ...members })}\n\n`;
  }
}
