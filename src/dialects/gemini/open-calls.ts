/** Calls of a conversation that no response has come for. Each step is cheap, however many there are. */
export class OpenCalls {
  readonly #open = new Set<string>();
  readonly #byName = new Map<string, { readonly ids: string[]; next: number }>();

  open(callId: string, name: string): void {
    this.#open.add(callId);
    const queue = this.#byName.get(name);
    if (queue === undefined) this.#byName.set(name, { ids: [callId], next: 0 });
    else queue.ids.push(callId);
  }

  /**
   * The call that a response belongs to: the one with its id, or else the first of its name. `undefined` when none is
   * open that it could be.
   */
  close(id: string | null | undefined, name: string): string | undefined {
    if (id !== undefined && id !== null && this.#open.delete(id)) return id;
    const queue = this.#byName.get(name);
    if (queue === undefined) return undefined;
    while (queue.next < queue.ids.length) {
      const callId = queue.ids[queue.next++];
      if (callId !== undefined && this.#open.delete(callId)) return callId;
    }
    return undefined;
  }
}
