/** How often times of last use are written, in milliseconds. */
const writeEvery = 30_000;

/** When things were used last, written down little by little. */
export class LastUses {
  readonly #write: (batch: readonly { readonly id: string; readonly at: number }[]) => Promise<void>;
  readonly #warn: (error: unknown) => void;
  readonly #uses = new Map<string, number>();
  readonly #written = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    write: (batch: readonly { readonly id: string; readonly at: number }[]) => Promise<void>,
    warn: (error: unknown) => void,
  ) {
    this.#write = write;
    this.#warn = warn;
  }

  /** From now on writes by itself; `gather` is asked before. */
  start(gather: () => void): void {
    this.#timer = setInterval(() => {
      gather();
      void this.#flush();
    }, writeEvery).unref();
  }

  note(id: string, at: number): void {
    if (at > (this.#written.get(id) ?? 0)) this.#uses.set(id, at);
  }

  /** As far as it is known here, and may not be written yet. */
  lastOf(id: string): number | undefined {
    return this.#uses.get(id) ?? this.#written.get(id);
  }

  /** Writes what is left, and stops. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#flush();
  }

  async #flush(): Promise<void> {
    const batch = [...this.#uses].map(([id, at]) => ({ id, at }));
    if (batch.length === 0) return;
    this.#uses.clear();
    // Only what was just written can be asked for before it is read again.
    this.#written.clear();
    for (const { id, at } of batch) this.#written.set(id, at);
    await this.#write(batch).catch(this.#warn);
  }
}
