import { expect, test } from "vitest";
import { operator } from "../../spec/actor.ts";
import type { NewAuditEntry } from "../../spec/audit.ts";
import { ParleyError } from "../../spec/errors.ts";
import { auditedAround } from "./audited.ts";

const note = {
  action: "model.pulled",
  subject: { kind: "model", id: "m" },
  details: { from: "hub" },
} as const;

/** A log that takes so many entries, and then none. */
function logOf(most: number) {
  const entries: NewAuditEntry[] = [];
  const append = async (more: readonly NewAuditEntry[]): Promise<void> => {
    if (entries.length >= most) throw new ParleyError("storage_unavailable");
    entries.push(...more);
  };
  return { entries, deps: { audit: { append } } };
}

test("what no transaction can hold is written down before it begins, and again before anybody hears of its end", async () => {
  const { entries, deps } = logOf(9);
  const result = await auditedAround(deps, operator, note, async () => {
    expect(entries).toMatchObject([{ outcome: "begun", action: "model.pulled" }]);
    return { result: 5, details: { bytes: 7 } };
  });
  expect(result).toBe(5);
  expect(entries).toMatchObject([
    { outcome: "begun", details: { from: "hub" }, id: expect.stringMatching(/^audit_log-[0-9a-f]{32}$/) },
    { outcome: "done", details: { bytes: 7, begun: entries[0]?.id } },
  ]);
});

test("where its beginning cannot be written, it does not begin", async () => {
  const { deps } = logOf(0);
  let begun = false;
  const work = async () => {
    begun = true;
    return { result: 1 };
  };
  await expect(auditedAround(deps, operator, note, work)).rejects.toMatchObject({
    code: "storage_unavailable",
  });
  expect(begun).toBe(false);
});

test("where its end cannot be written, nobody is told that it was done", async () => {
  const { entries, deps } = logOf(1);
  const work = async () => ({ result: 1 });
  await expect(auditedAround(deps, operator, note, work)).rejects.toMatchObject({
    code: "storage_unavailable",
  });
  expect(entries).toMatchObject([{ outcome: "begun" }]);
});

test("what fails says so in the log, and to its caller what it was, also where the log is gone", async () => {
  const fault = new ParleyError("upstream_timeout");
  const fails = () => Promise.reject(fault);
  const { entries, deps } = logOf(9);
  await expect(auditedAround(deps, operator, note, fails)).rejects.toBe(fault);
  expect(entries[1]).toMatchObject({ outcome: "failed", details: { error: "upstream_timeout" } });
  await expect(auditedAround(logOf(1).deps, operator, note, fails)).rejects.toBe(fault);
});
