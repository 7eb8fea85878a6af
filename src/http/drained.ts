import type { Socket } from "node:net";
import type { ServerResponse } from "node:http";
import { ParleyError } from "../spec/errors.ts";
import type { Exchange } from "./exchange.ts";

/**
 * Waits until a slow reader has taken what was sent. Fails with `cancelled` when it leaves; one that takes nothing for
 * half a minute is made to leave by `StreamWatch`.
 */
export function drained({ signal }: Exchange, source: Socket | ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const onDrain = (): void => {
      signal.removeEventListener("abort", onLeave);
      resolve();
    };
    const onLeave = (): void => {
      source.removeListener("drain", onDrain);
      reject(new ParleyError("cancelled"));
    };
    if (signal.aborted) {
      reject(new ParleyError("cancelled"));
      return;
    }
    source.once("drain", onDrain);
    signal.addEventListener("abort", onLeave, { once: true });
  });
}
