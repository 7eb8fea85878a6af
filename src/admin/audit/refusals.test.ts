import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { NewAuditEntry } from "../../spec/audit.ts";
import { createRefusals, type Refusal } from "./refusals.ts";

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** A log that can be broken. */
function world() {
  const entries: NewAuditEntry[] = [];
  const warnings: string[] = [];
  const state = { broken: false };
  const refusals = createRefusals({
    audit: {
      async append(more) {
        if (state.broken) throw new Error("no database");
        entries.push(...more);
      },
    },
    clock: { now: () => Date.now() },
    warn: (message) => warnings.push(message),
  });
  return { entries, warnings, state, refusals };
}

const wrong = (more: Partial<Refusal> = {}): Refusal => ({
  action: "authentication.failed",
  reason: "wrong_key",
  address: "192.0.2.7",
  userAgent: "curl/8",
  ...more,
});

const countsOf = (entries: readonly NewAuditEntry[]) => entries.map(({ details }) => details["count"]);

test("the first is written soon, and the rest of a flood once a minute, with its number", async () => {
  const { entries, refusals } = world();
  refusals.note(wrong());
  await vi.advanceTimersByTimeAsync(1_000);
  expect(entries).toEqual([
    {
      actor: {
        kind: "anonymous",
        id: "192.0.2.7",
        name: "anonymous",
        address: "192.0.2.7",
        userAgent: "curl/8",
      },
      action: "authentication.failed",
      subject: { kind: "address", id: "192.0.2.7" },
      outcome: "refused",
      details: { reason: "wrong_key", count: 1, since: "1970-01-01T00:16:40.000Z" },
    },
  ]);
  for (let number = 0; number < 10_000; number++) refusals.note(wrong());
  await vi.advanceTimersByTimeAsync(180_000);
  expect(countsOf(entries)).toEqual([1, 10_000]);
  await refusals.close();
});

test("a flood from anywhere writes no more than a bounded number of entries, and every call is counted", async () => {
  const { entries, refusals } = world();
  for (let number = 0; number < 10_000; number++)
    refusals.note(wrong({ address: `10.${number % 7}.${number >> 8}.${number & 255}` }));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(entries.length).toBeLessThanOrEqual(33);
  const sum = entries.reduce((all, { details }) => all + Number(details["count"]), 0);
  expect(sum).toBe(10_000);
  expect(entries.at(-1)).toMatchObject({
    subject: { kind: "address", id: "several" },
    details: { reason: "too_many_to_tell_apart" },
  });
  await refusals.close();
});

test("an IPv6 network counts as one, and reasons, keys and actions apart", async () => {
  const { entries, refusals } = world();
  for (let number = 0; number < 300; number++)
    refusals.note(wrong({ address: `2001:db8:0:1::${number.toString(16)}` }));
  refusals.note(wrong({ address: "2001:db8:0:2::1" }));
  refusals.note(wrong({ reason: "key_expired", who: { kind: "key", id: "key_1", name: "ann" } }));
  refusals.note(wrong({ action: "login.failed", reason: "wrong_password" }));
  await refusals.close();
  expect(entries.map(({ subject, actor, action }) => [subject.id, actor.id, action])).toEqual([
    ["2001:db8:0:1::/64", "2001:db8:0:1::/64", "authentication.failed"],
    ["2001:db8:0:2::/64", "2001:db8:0:2::/64", "authentication.failed"],
    ["key_1", "key_1", "authentication.failed"],
    ["192.0.2.7", "192.0.2.7", "login.failed"],
  ]);
  expect(countsOf(entries)).toEqual([300, 1, 1, 1]);
});

test("while the log cannot be written they are counted on, and nobody waits or fails", async () => {
  const { entries, warnings, state, refusals } = world();
  state.broken = true;
  for (let number = 0; number < 5; number++) refusals.note(wrong());
  await vi.advanceTimersByTimeAsync(120_000);
  expect(entries).toEqual([]);
  expect(warnings.length).toBeGreaterThan(0);
  state.broken = false;
  refusals.note(wrong());
  await vi.advanceTimersByTimeAsync(60_000);
  expect(countsOf(entries)).toEqual([6]);
  await refusals.close();
  expect(entries).toHaveLength(1);
});
