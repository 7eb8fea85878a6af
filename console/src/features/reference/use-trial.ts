import { useEffect, useRef, useState } from "react";
import { type TriedCall, tryCall } from "../../api/try-call.ts";

/** What came back, as far as it has come. */
export interface Outcome {
  readonly status: number;
  /** Milliseconds until the answer began. */
  readonly after: number;
  readonly type: string;
  readonly text: string;
  /** There was more than is shown. */
  readonly cut: boolean;
}

/** Characters of an answer that are shown. */
const mostShown = 100_000;

/** A call that is made for real, and read as it comes. */
export function useTrial() {
  const [outcome, setOutcome] = useState<Outcome>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function run(call: TriedCall): Promise<void> {
    const own = (running.current = new AbortController());
    setBusy(true);
    setOutcome(undefined);
    setFailure(undefined);
    const begun = performance.now();
    try {
      const response = await tryCall(call, own.signal);
      const base = {
        status: response.status,
        after: performance.now() - begun,
        type: response.headers.get("content-type") ?? "",
      };
      let text = "";
      setOutcome({ ...base, text, cut: false });
      for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += piece;
        const cut = text.length > mostShown;
        setOutcome({ ...base, text: text.slice(0, mostShown), cut });
        if (cut) break;
      }
      // What is not shown need not come.
      own.abort();
    } catch (error) {
      if (!own.signal.aborted) setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return { outcome, failure, busy, run, stop: () => running.current?.abort() };
}
