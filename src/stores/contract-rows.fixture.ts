import { createHash } from "node:crypto";

import type { Item } from "../spec/item.ts";
import type { AttemptEnding, AttemptOpening, AttemptRow } from "../spec/ledger.ts";
import type { ConversationRow, KeyRow, Project } from "../spec/stores.ts";

/** 32 bytes that stand for the HMAC of `text`. */
export function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

export const projectA: Project = { id: "proj_a", name: "Team A", createdAt: 1_000 };
export const projectB: Project = { id: "proj_b", name: "Team B", createdAt: 2_000 };

export const conversation: ConversationRow = { id: "conv_1", projectId: "proj_a", createdAt: 5_000 };

export function key(id: string, more: Partial<KeyRow> = {}): KeyRow {
  return {
    id,
    projectId: "proj_a",
    name: `Key ${id}`,
    hint: "wxyz",
    admin: false,
    createdAt: 3_000,
    ...more,
  };
}

export function opening(callId: string, more: Partial<AttemptOpening> = {}): AttemptOpening {
  return {
    callId,
    attempt: 1,
    instanceId: "inst_1",
    projectId: "proj_a",
    kind: "generate",
    provider: "rehearsal",
    model: "rehearsal",
    settingsVersion: "set_1",
    atMost: {},
    openedAt: 10_000,
    holds: [],
    ...more,
  };
}

/** What the ledger lists of an attempt that was just opened. */
export function openRow(attempt: AttemptOpening): AttemptRow {
  const { holds: _, ...opened } = attempt;
  return { ...opened, state: "dispatched", usage: {} };
}

export function ending(callId: string, more: Partial<AttemptEnding> = {}): AttemptEnding {
  return {
    callId,
    attempt: 1,
    state: "settled",
    outcome: "ended",
    forwarded: { bytes: 0, pieces: 0 },
    endedAt: 11_000,
    charges: [],
    ...more,
  };
}

export function said(text: string): Item {
  return { type: "message", role: "user", content: [{ type: "text", text }] };
}
