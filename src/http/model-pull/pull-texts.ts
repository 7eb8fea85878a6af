import {
  type PullEvent,
  presentProgress,
  presentPulled,
  presentWarning,
} from "../../admin/local-models/pull-events.ts";
import type { PulledModel, PullOptions } from "../../admin/local-models/pull.ts";

const finished = { done: true, value: undefined } as const;

/**
 * A pull as a stream of SSE events, that ends with `[DONE]`. A slow reader gets the newest progress, and not all of
 * it. The pull begins with the first `next()`; when the reader leaves, it is aborted.
 */
export class PullTexts implements AsyncIterator<string, undefined> {
  readonly #run: (options: PullOptions) => Promise<PulledModel>;
  readonly #controller = new AbortController();
  readonly #signal: AbortSignal;
  #pulling: Promise<void> | undefined;
  #warnings: string[] = [];
  #progress: string | undefined;
  #end: string | undefined;
  #failure: { readonly error: unknown } | undefined;
  #ended = false;
  #wake: () => void = () => undefined;

  constructor(signal: AbortSignal, run: (options: PullOptions) => Promise<PulledModel>) {
    this.#signal = AbortSignal.any([signal, this.#controller.signal]);
    this.#run = run;
  }

  async next(): Promise<IteratorResult<string, undefined>> {
    this.#pulling ??= this.#pull();
    for (;;) {
      if (this.#ended) return finished;
      const text = this.#take();
      if (text !== undefined) return { done: false, value: text };
      if (this.#failure !== undefined) {
        this.#ended = true;
        throw this.#failure.error;
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Resolves when the pull has ended, whatever it was doing. */
  async return(): Promise<IteratorResult<string, undefined>> {
    this.#ended = true;
    this.#controller.abort();
    await this.#pulling;
    return finished;
  }

  /** What is to be said next: warnings wait for the first progress, since before it there may be a plain error. */
  #take(): string | undefined {
    if (this.#progress !== undefined) {
      const text = this.#warnings.join("") + this.#progress;
      this.#warnings = [];
      this.#progress = undefined;
      return text;
    }
    if (this.#end === undefined) return undefined;
    this.#ended = true;
    return this.#warnings.join("") + this.#end;
  }

  async #pull(): Promise<void> {
    try {
      const pulled = await this.#run({
        signal: this.#signal,
        onProgress: (progress) => {
          this.#progress = data(presentProgress(progress));
          this.#wake();
        },
        onWarning: (sentence) => void this.#warnings.push(data(presentWarning(sentence))),
      });
      this.#end = `${data(presentPulled(pulled))}data: [DONE]\n\n`;
    } catch (error) {
      this.#failure = { error };
    }
    this.#wake();
  }
}

function data(event: PullEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}
