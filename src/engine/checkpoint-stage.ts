import type { EventStream, StreamEvent } from "../spec/event.ts";
import type { Stage } from "../spec/stage.ts";
import type { ReachCheckpoint } from "./checkpoint.ts";

/** Reaches `before-end` when everything is settled and the caller has not seen the end yet. Only there where somebody listens. */
export function createCheckpointStage(reach: ReachCheckpoint): Stage {
  return function checkpoint(call, next) {
    const inner = next(call);
    const stream: EventStream = {
      next: (take) => inner.next(take).then(pass),
      return: () => inner.return(),
      [Symbol.asyncIterator]: () => stream,
    };
    return stream;
  };

  function pass(result: IteratorResult<StreamEvent, undefined>): IteratorResult<StreamEvent, undefined> {
    if (result.done !== true && result.value.type === "end") reach("before-end");
    return result;
  }
}
