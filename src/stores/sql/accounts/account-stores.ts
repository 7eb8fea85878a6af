import type { Kysely } from "kysely";

import type { AccountStores } from "../../../spec/account.ts";
import type { Schema } from "../schema.ts";
import { createFactorStore, createIdentityStore } from "./factors.ts";
import { createInviteStore } from "./invites.ts";
import { createPeopleStore } from "./people.ts";
import { createSessionStore } from "./sessions.ts";
import { createTicketStore, createTryStore } from "./tickets.ts";

/** Works within a transaction as well. Tells nobody of changes: `AuditStore.record` does. */
export function createAccountStores(db: Kysely<Schema>): AccountStores {
  return {
    people: createPeopleStore(db),
    sessions: createSessionStore(db),
    invites: createInviteStore(db),
    tickets: createTicketStore(db),
    factors: createFactorStore(db),
    identities: createIdentityStore(db),
    tries: createTryStore(db),
  };
}
