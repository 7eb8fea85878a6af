import { describe, expect, test } from "vitest";
import type { Key } from "../../api/keys.ts";
import { changedWishes, formOf, newForm, readForm } from "./bounds-form.ts";

const now = Date.UTC(2026, 0, 1, 12);

const key: Key = {
  id: "key_1",
  name: "Report",
  redacted_value: "sk-parley-...abcd",
  created_at: 1,
  last_used_at: null,
  status: "active",
  idle_seconds: 0,
  role: "member",
  owner: null,
  scopes: ["chat"],
  models: ["small-*", "large"],
  addresses: null,
  origins: null,
  // Some second within a day, not its last.
  expires_at: Date.UTC(2026, 5, 1, 9, 30) / 1_000,
  metadata: { team: "a=b" },
  secrets: [],
  can: { update: true, rotate: true, revoke: true },
};

describe("a new key", () => {
  test("may do little, and not for ever", () => {
    const { wishes, faults } = readForm({ ...newForm("project", now), name: " Report " }, now);
    expect(faults.size).toBe(0);
    expect(wishes).toMatchObject({ name: "Report", scopes: ["chat", "responses", "models"], models: null });
    const days = ((wishes.expires_at ?? 0) * 1_000 - now) / 86_400_000;
    expect(days).toBeGreaterThan(89);
    expect(days).toBeLessThan(92);
  });

  test("that keeps house looks, and does no more", () => {
    expect(newForm("house", now)).toMatchObject({ role: "viewer", scopes: ["admin", "usage"] });
  });
});

describe("what is filled in", () => {
  const form = newForm("project", now);

  test("lists are lines, without empty ones", () => {
    const { wishes } = readForm({ ...form, models: " a \n\nb-*\n", addresses: "10.0.0.0/8, ::1" }, now);
    expect(wishes).toMatchObject({ models: ["a", "b-*"], addresses: ["10.0.0.0/8", "::1"], origins: null });
  });

  test("everything is no list", () => {
    expect(readForm({ ...form, everything: true, scopes: [] }, now)).toMatchObject({
      wishes: { scopes: null },
      faults: new Set(),
    });
  });

  test("what is wrong is named", () => {
    const { faults } = readForm({ ...form, scopes: [], expires: "2025-01-01", labels: "team" }, now);
    expect([...faults]).toEqual(["scopes", "expires", "labels"]);
  });
});

describe("a key that is there", () => {
  test("shows what it has, and nothing touched is nothing changed", () => {
    const { wishes, faults } = readForm(formOf(key), now, key);
    expect(faults.size).toBe(0);
    expect(changedWishes(wishes, key)).toEqual({});
  });

  test("may keep an end that is past", () => {
    const late = Date.UTC(2027, 0, 1);
    const { wishes, faults } = readForm({ ...formOf(key), name: "Other" }, late, key);
    expect(faults.size).toBe(0);
    expect(changedWishes(wishes, key)).toEqual({ name: "Other" });
  });

  test("is told only what changes; what is taken away is null", () => {
    const form = { ...formOf(key), models: "", expires: "", labels: "" };
    expect(changedWishes(readForm(form, now, key).wishes, key)).toEqual({
      models: null,
      expires_at: null,
      metadata: {},
    });
  });
});
