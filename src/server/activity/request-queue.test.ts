import { expect, test, vi } from "vitest";
import { systemClock } from "../../lib/clock.ts";
import { timeOrderedId } from "../../lib/random-id.ts";
import type { CallReport } from "../../engine/observer.ts";
import type { NewRequest } from "../../spec/request-log.ts";
import { createRequestLog } from "./request-log.ts";
import type { RequestLogSettings } from "./settings.ts";

const settings: RequestLogSettings = {
  enabled: true,
  content: "none",
  retentionMs: 1,
  maxBytes: 1,
  projects: {},
};

/** A call of Parley's own. */
function ownCall(): CallReport {
  const call: CallReport["call"] = {
    id: timeOrderedId("req"),
    principal: { projectId: "proj_a", name: "x" },
    model: "m",
    task: { kind: "generate", items: [], options: {} },
    stream: true,
    signal: new AbortController().signal,
  };
  return { call, outcome: "ended", durationMs: 1, provider: "up", model: "m" };
}

function openLog() {
  const written: NewRequest[] = [];
  const warnings: string[] = [];
  const store = { broken: true };
  const log = createRequestLog({
    store: {
      insert: (rows) => {
        if (store.broken) return Promise.reject(new Error("the disk is full"));
        written.push(...rows);
        return Promise.resolve();
      },
    },
    clock: systemClock,
    settings: () => settings,
    warn: (message) => void warnings.push(message),
  });
  return { log, store, written, warnings };
}

test("while nothing can be written so many rows wait and no more, and then all of them are written once", async () => {
  const { log, store, written, warnings } = openLog();
  for (let number = 0; number < 10_050; number++) log.callEnded(ownCall());
  expect(log.waiting).toBe(10_000);
  expect(log.dropped).toBe(50);
  await vi.waitFor(() => expect(warnings.join("\n")).toMatch(/lost 50 rows[^]*10000 rows wait/), {
    timeout: 5_000,
  });
  store.broken = false;
  await vi.waitFor(() => expect(log.waiting).toBe(0), { timeout: 10_000 });
  expect(new Set(written.map(({ id }) => id)).size).toBe(10_000);
  expect(written).toHaveLength(10_000);
  expect(written[0]).toMatchObject({
    endpoint: "internal",
    provider: "up",
    outcome: "ended",
    streamed: true,
  });
  await log.close();
  expect(log.dropped).toBe(50);
});

test("what waits is written at the end, and what cannot be is counted", async () => {
  const good = openLog();
  good.store.broken = false;
  good.log.callEnded(ownCall());
  await good.log.close();
  expect(good.written).toHaveLength(1);
  const bad = openLog();
  bad.log.callEnded(ownCall());
  await bad.log.close();
  expect(bad.log.dropped).toBe(1);
  expect(bad.warnings.join("\n")).toContain("lost 1 rows");
});
