import type { EventStream, StreamEvent } from "../../spec/event.ts";
import type { Warning } from "../../spec/parameters.ts";
import type { Target } from "./target.ts";

/** An attempt until its answer has certainly begun: before that, another target may still answer instead. */
export class Opening {
  readonly target: Target;
  /** Of the attempt, from 1. */
  readonly number: number;
  readonly warnings: readonly Warning[] | undefined;
  readonly stream: EventStream;
  /** What came, to be read before the rest of the stream. */
  readonly early: StreamEvent[] = [];

  constructor(target: Target, number: number, warnings: readonly Warning[] | undefined, stream: EventStream) {
    this.target = target;
    this.number = number;
    this.warnings = warnings;
    this.stream = stream;
  }

  /** Reads up to the first content. Says whether there was any: not where the reader has left. Fails as the attempt does. */
  async begin(): Promise<boolean> {
    for (;;) {
      const result = await this.stream.next();
      if (result.done === true) return false;
      this.early.push(result.value);
      if (result.value.type !== "source-bytes" || result.value.content) return true;
    }
  }
}
