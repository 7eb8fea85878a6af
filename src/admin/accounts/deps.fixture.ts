import { openSqlite } from "../../stores/sqlite/open.ts";
import { defaultProject } from "../projects.ts";
import type { Refusal } from "../audit/refusals.ts";
import type { SignInDeps } from "./deps.ts";
import { createPasswords } from "./passwords.ts";

export interface TestDeps extends SignInDeps {
  readonly refused: Refusal[];
  /** May be set forward. */
  readonly time: { now: number };
}

/** A database with a project in it, a clock that stands still, and hashes that cost nothing. */
export async function testDeps(path = ":memory:"): Promise<TestDeps> {
  const time = { now: 1_700_000_000_000 };
  const clock = { now: () => time.now, monotonic: () => time.now };
  const stores = await openSqlite({ path, now: clock.now });
  const pepper = Buffer.alloc(32, 7);
  const refused: Refusal[] = [];
  await defaultProject({ stores, clock });
  return {
    stores,
    clock,
    pepper,
    passwords: createPasswords(pepper, { memory: 64, passes: 1, parallelism: 1 }),
    refusals: { note: (refusal) => void refused.push(refusal) },
    policy: { registration: "invitation", sessionIdleMs: 3_600_000, sessionMostMs: 7_200_000 },
    refused,
    time,
  };
}
