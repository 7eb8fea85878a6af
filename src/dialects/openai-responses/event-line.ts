/** Numbers the events of one stream, and writes them: the line with the name says what `type` says. */
export class EventLines {
  #next = 0;

  line(type: string, members: object): string {
    const data = JSON.stringify({ type, sequence_number: this.#next++, ...members });
    return `event: ${type}\ndata: ${data}\n\n`;
  }
}
