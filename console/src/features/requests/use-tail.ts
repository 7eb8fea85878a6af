import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import { type RequestFilters, type RequestRow, requestsSince, tailRequests } from "../../api/requests.ts";
import { addNewer } from "./add-newer.ts";

/** Before a tail that has ended is opened again, in milliseconds. */
const pause = 2_000;

/**
 * Calls as they end, newest first, since `known` was the newest of the history: also those of the time in which nobody
 * looked, and where those are too many, `onGap` is told that the history begins anew. Only while the page is seen: a browser has few connections, and each tail takes one.
 */
export function useTail(
  project: string | undefined,
  filters: RequestFilters,
  { known, onGap }: { readonly known: string | undefined; onGap(): void },
): readonly RequestRow[] {
  const [rows, setRows] = useState<readonly RequestRow[]>([]);
  const seen = useSeen();
  const key = JSON.stringify([project, filters]);
  const newest = useEffectEvent(() => rows[0]?.id ?? known);
  const beginAnew = useEffectEvent(() => {
    setRows([]);
    onGap();
  });
  const follow = seen && project !== undefined;
  // Other filters, other rows.
  const [of, setOf] = useState(key);
  if (of !== key) {
    setOf(key);
    setRows([]);
  }
  useEffect(() => {
    if (!follow || project === undefined) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const [, wanted] = JSON.parse(key) as [string, RequestFilters];
    const add = (more: readonly RequestRow[]): void => setRows((before) => addNewer(before, more));
    async function once(at: string): Promise<void> {
      const look = async (): Promise<void> => {
        const missed = await requestsSince(at, wanted, { id: newest(), signal });
        if (missed === undefined) beginAnew();
        else add(missed);
      };
      const opened = (): void => void look().catch(() => undefined);
      for await (const row of tailRequests(at, wanted, { signal, opened })) add([row]);
    }
    async function again(at: string): Promise<void> {
      while (!signal.aborted) {
        // One that breaks off is no failure of the screen: the next one brings what was missed.
        await once(at).catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
    void again(project);
    return () => controller.abort();
  }, [project, follow, key]);
  return rows;
}

/** Whether the page is to be seen at all, and not behind another. */
function useSeen(): boolean {
  return useSyncExternalStore(
    (changed) => {
      document.addEventListener("visibilitychange", changed);
      return () => document.removeEventListener("visibilitychange", changed);
    },
    () => document.visibilityState === "visible",
  );
}
