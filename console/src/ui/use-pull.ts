import { useEffect, useRef, useState } from "react";
import { pullModel, type PullStep } from "../api/local-models.ts";

/** What a pull has come to. */
export type PullState =
  | { readonly type: "idle" }
  | { readonly type: "running"; readonly step?: PullStep }
  | { readonly type: "done"; readonly model: string }
  | { readonly type: "stopped" }
  | { readonly type: "failed"; readonly error: unknown };

export interface Pull {
  readonly state: PullState;
  /** What was said on the way of the pull that runs, or ran last. */
  readonly warnings: readonly string[];
  /** `pulled` belongs to the pull: what fails in it has failed with it. */
  pull(reference: string, pulled?: (model: string) => Promise<void>): Promise<void>;
  stop(): void;
}

/** A model on its way to the server. Who leaves the page stops it: it goes on from there when it is asked for again. */
export function usePull(): Pull {
  const [state, setState] = useState<PullState>({ type: "idle" });
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function pull(reference: string, pulled?: (model: string) => Promise<void>): Promise<void> {
    const own = (running.current = new AbortController());
    let ended: PullState = { type: "idle" };
    setWarnings([]);
    setState({ type: "running" });
    try {
      for await (const step of pullModel(reference, own.signal)) {
        if (step.status === "warning") setWarnings((before) => [...before, step.message ?? ""]);
        else setState({ type: "running", step });
        if (step.status !== "done") continue;
        const model = step.model ?? reference;
        await pulled?.(model);
        ended = { type: "done", model };
      }
      setState(ended);
    } catch (error) {
      setState(own.signal.aborted ? { type: "stopped" } : { type: "failed", error });
    }
  }

  return { state, warnings, pull, stop: () => running.current?.abort() };
}
