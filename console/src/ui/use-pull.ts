import { useEffect, useRef, useState } from "react";
import { pullModel, type PullStep } from "../../api/local-models.ts";

/** What a pull has come to. */
export type PullState =
  | { readonly type: "idle" }
  | { readonly type: "running"; readonly step?: PullStep; readonly warnings: readonly string[] }
  | { readonly type: "done"; readonly model: string }
  | { readonly type: "stopped" }
  | { readonly type: "failed"; readonly error: unknown };

/** A model on its way to the server. Who leaves the page stops it: it goes on from there when it is asked for again. */
export function usePull() {
  const [state, setState] = useState<PullState>({ type: "idle" });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function pull(reference: string): Promise<void> {
    const own = (running.current = new AbortController());
    let warnings: readonly string[] = [];
    setState({ type: "running", warnings });
    try {
      for await (const step of pullModel(reference, own.signal)) {
        if (step.status === "done") setState({ type: "done", model: step.model ?? reference });
        else if (step.status === "warning") {
          warnings = [...warnings, step.message ?? ""];
          setState((before) => (before.type === "running" ? { ...before, warnings } : before));
        } else setState({ type: "running", step, warnings });
      }
    } catch (error) {
      setState(own.signal.aborted ? { type: "stopped" } : { type: "failed", error });
    }
  }

  return { state, pull, stop: () => running.current?.abort() };
}
