import { pino } from "pino";
import { expect, test } from "vitest";
import type { CallReport } from "../engine/observer.ts";
import { ParleyError } from "../spec/errors.ts";
import type { RouteReport } from "../spec/route-report.ts";
import { Metrics } from "./metrics.ts";
import { createCallObserver } from "./observers.ts";

function observe(level: string) {
  const lines: Record<string, unknown>[] = [];
  const logger = pino(
    { level },
    { write: (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  return { lines, observer: createCallObserver(new Metrics(() => 0), logger) };
}

const call: CallReport["call"] = {
  id: "req_1",
  principal: { projectId: "proj_1", name: "somebody" },
  model: "chat",
  task: {
    kind: "generate",
    items: [{ type: "message", role: "user", content: [{ type: "text", text: "a private word" }] }],
    options: {},
  },
  stream: false,
  signal: new AbortController().signal,
};

const route: RouteReport = {
  text: "not in the log: its parts are",
  strategy: "first",
  considered: ["a/x", "b/y"],
  skipped: [{ target: "c/z", why: "no images" }],
  chosen: "b/y",
  attempts: [{ target: "a/x", error: "upstream_timeout" }, { target: "b/y" }],
  waitedMs: 250.4,
  costMicros: 12,
  warnings: [{ param: "seed", message: "No seed." }],
};

const report: CallReport = { call, outcome: "ended", provider: "b", model: "y", durationMs: 300.2, route };

test("a call's line says which way it went and what that cost, and nothing that was said", () => {
  const { lines, observer } = observe("debug");
  observer.callEnded(report);
  expect(lines).toEqual([
    expect.objectContaining({
      msg: "a call ended",
      id: "req_1",
      asked: "chat",
      outcome: "ended",
      ms: 300,
      strategy: "first",
      considered: ["a/x", "b/y"],
      skipped: [{ target: "c/z", why: "no images" }],
      chosen: "b/y",
      attempts: [{ target: "a/x", error: "upstream_timeout" }, { target: "b/y" }],
      waitedMs: 250,
      costMicros: 12,
      warnings: [{ param: "seed", message: "No seed." }],
    }),
  ]);
  expect(JSON.stringify(lines)).not.toContain("private");
});

test("calls are not logged one by one unless somebody wants it; attempts that failed are", () => {
  const { lines, observer } = observe("info");
  observer.callEnded(report);
  const attempt = { call, provider: "a", model: "x", target: "a/x#eu" };
  observer.attemptEnded({
    ...attempt,
    attempt: 1,
    outcome: "failed",
    error: new ParleyError("upstream_timeout"),
  });
  observer.attemptEnded({ ...attempt, attempt: 2, outcome: "ended" });
  expect(lines).toMatchObject([{ msg: "an attempt failed", id: "req_1", attempt: 1, target: "a/x#eu" }]);
});
