import { useState } from "react";

export interface Deed {
  readonly busy: boolean;
  /** Why the last one failed; `undefined` when it did not. */
  readonly failure: unknown;
  /** Does it, and says whether it went well. */
  run(deed: () => Promise<unknown>): Promise<boolean>;
  forget(): void;
}

/** Something that the reader sets going and waits for: under way, done, or failed with a reason to show. */
export function useDeed(): Deed {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  async function run(deed: () => Promise<unknown>): Promise<boolean> {
    setBusy(true);
    setFailure(undefined);
    try {
      await deed();
      return true;
    } catch (problem) {
      setFailure(problem);
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { busy, failure, run, forget: () => setFailure(undefined) };
}
