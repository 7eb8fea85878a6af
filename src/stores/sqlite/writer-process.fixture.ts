/**
 * A process of its own that writes to a database and says what was acknowledged.
 * Arguments: what to do, the file, and a name that marks the rows.
 */
import { setTimeout as sleep } from "node:timers/promises";

import type { Stores } from "../../spec/stores.ts";
import { auditEntry } from "../contract-audit.fixture.ts";
import { ending, opening, response, said, turnOf } from "../contract-rows.fixture.ts";
import { openSqlite } from "./open.ts";

/** What a writer tells its parent. */
export type Acknowledgement =
  | { readonly deed: "opened" | "settled" | "talked" | "audited"; readonly id: string }
  | { readonly deed: "noticed"; readonly revokedAt: number | undefined };

const tell = (acknowledgement: Acknowledgement) => process.send?.(acknowledgement);

const deeds: Record<string, (stores: Stores, name: string) => Promise<void>> = {
  /** Opens and settles in groups of five until it is killed. */
  async "write-forever"(stores, name) {
    for (let group = 0; ; group++) {
      const ids = [0, 1, 2, 3, 4].map((number) => `${name}_${group}_${number}`);
      await Promise.all(
        ids.map((id) => stores.ledger.open(opening(id)).then(() => tell({ deed: "opened", id }))),
      );
      await Promise.all(
        ids.map((id) => stores.ledger.settle(ending(id)).then(() => tell({ deed: "settled", id }))),
      );
    }
  },

  /** 300 ledger rows and 40 turns of a conversation, at the same time. */
  async "write-much"(stores, name) {
    const ledger = Array.from({ length: 300 }, async (_, number) => {
      await sleep(number % 20);
      await stores.ledger.open(opening(`${name}_${number}`));
      await stores.ledger.settle(ending(`${name}_${number}`, { costMicros: number }));
    });
    for (let turn = 0; turn < 40; turn++) {
      await stores.conversations.append(turnOf([said(`${name} ${turn} a`), said(`${name} ${turn} b`)]));
    }
    await Promise.all(ledger);
  },

  /** Keeps turns of three items with their responses, and a response's events, until it is killed. */
  async "talk-forever"(stores, name) {
    for (let number = 0; ; number++) {
      const id = `resp_${name}_${number}`;
      await stores.responses.put(response(id, { status: "in_progress" }));
      const bytes = Buffer.from("event");
      await stores.responses.appendEvents(
        id,
        [0, 1, 2].map((sequence) => ({ sequence, bytes })),
      );
      const items = [0, 1, 2].map((part) => said(`${name} ${number} ${part}`));
      const kept = await stores.conversations.append(turnOf(items, { response: response(id) }));
      if (kept.kept) tell({ deed: "talked", id: `${name} ${number}` });
    }
  },

  /** Makes projects, with an entry in the audit log for each, and entries alone, until it is killed. */
  async "audit-forever"(stores, name) {
    for (let number = 0; ; number++) {
      const id = `proj_${name}_${number}`;
      const made = stores.audit.record(async (within) => {
        await within.projects.insert({ id, name: id, createdAt: 1 });
        return { result: undefined, entries: [auditEntry(id)] };
      });
      await Promise.all([made, stores.audit.append([auditEntry(`alone_${name}_${number}`)])]);
      tell({ deed: "audited", id });
    }
  },

  /** Waits for somebody else to change something, and looks at the first key. */
  async watch(stores) {
    const noticed = new Promise<void>((resolve) => stores.watch(resolve));
    // The watch alone keeps no process alive.
    const awake = setInterval(() => {}, 1_000);
    tell({ deed: "opened", id: "watch" });
    await noticed;
    clearInterval(awake);
    const [key] = await stores.keys.list();
    tell({ deed: "noticed", revokedAt: key?.revokedAt });
  },

  async "open-and-close"() {},

  /** Ends without a close, as a program does that forgot it. */
  async "leave-open"(stores) {
    stores.watch(() => {});
  },
};

const [deed = "", path = "", name = ""] = process.argv.slice(2);
const stores = await openSqlite({ path, now: Date.now });
await deeds[deed]?.(stores, name);
if (deed !== "leave-open") await stores.close();
process.disconnect?.();
