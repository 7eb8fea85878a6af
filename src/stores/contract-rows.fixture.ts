import { createHash, randomUUID } from "node:crypto";

import type { Item } from "../spec/item.ts";
import type { AttemptEnding, AttemptOpening, AttemptRow } from "../spec/ledger.ts";
import type { ConversationRow, KeptTurn, NewItem } from "../spec/conversation.ts";
import type { ResponseRow } from "../spec/response.ts";
import type { KeyRow, Project, Stores } from "../spec/stores.ts";

/** 32 bytes that stand for the HMAC of `text`. */
export function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

export const projectA: Project = { id: "proj_a", name: "Team A", createdAt: 1_000 };
export const projectB: Project = { id: "proj_b", name: "Team B", createdAt: 2_000 };

export const conversation: ConversationRow = {
  id: "conv_1",
  projectId: "proj_a",
  createdAt: 5_000,
  metadata: {},
};

export function key(id: string, more: Partial<KeyRow> = {}): KeyRow {
  return {
    id,
    projectId: "proj_a",
    name: `Key ${id}`,
    hint: "wxyz",
    projectRole: "member",
    metadata: {},
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

/** An item to be kept, with an id of its own. */
export function newItem(item: Item, more: Partial<NewItem> = {}): NewItem {
  return { id: `msg_${randomUUID()}`, item, at: 1, tokens: 5, ...more };
}

/** A turn of `conv_1`. */
export function turnOf(items: readonly Item[], more: Partial<KeptTurn> = {}): KeptTurn {
  return { conversationId: "conv_1", items: items.map((item) => newItem(item)), ...more };
}

/** What was said in `conv_1`, oldest first. */
export async function saidIn(stores: Stores, conversationId = "conv_1"): Promise<readonly Item[]> {
  const newest = await stores.memory.newest(conversationId, 10_000);
  return newest.map(({ item }) => item).toReversed();
}

export function response(id: string, more: Partial<ResponseRow> = {}): ResponseRow {
  return {
    id,
    projectId: "proj_a",
    status: "completed",
    body: { id, object: "response" },
    input: [{ id: "msg_asked", item: said("asked") }],
    instanceId: "inst_1",
    createdAt: 6_000,
    expiresAt: 900_000,
    ...more,
  };
}
