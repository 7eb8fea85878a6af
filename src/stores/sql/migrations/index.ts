import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";
import { first } from "./0001-first.ts";
import { adminKeys } from "./0002-admin-keys.ts";
import { exactBooks } from "./0003-exact-books.ts";
import { idempotency } from "./0004-idempotency.ts";
import { providerSecrets } from "./0005-provider-secrets.ts";
import { conversations } from "./0006-conversations.ts";
import { conversationSearch } from "./0007-conversation-search.ts";
import { audit } from "./0008-audit.ts";
import { conversationMemory } from "./0009-conversation-memory.ts";
import { identity } from "./0010-identity.ts";
import { accounts } from "./0012-accounts.ts";
import { signIn } from "./0013-sign-in.ts";
import { tokens } from "./0014-tokens.ts";
import { requests } from "./0015-requests.ts";
import { anomalies } from "./0016-anomalies.ts";
import { vectors } from "./0017-vectors.ts";
import { conversationList } from "./0018-conversation-list.ts";
import { searchAtOnce } from "./0037-search-at-once.ts";
import { ownedIds } from "./0038-owned-ids.ts";
import { requestRecords } from "./0039-request-records.ts";

/** Every migration by name. They run in the order of their names, and a name never changes. */
export function migrations(types: ColumnTypes): Record<string, Migration> {
  return {
    "0001-first": first(types),
    "0002-admin-keys": adminKeys(types),
    "0003-exact-books": exactBooks(types),
    "0004-idempotency": idempotency(types),
    "0005-provider-secrets": providerSecrets(types),
    "0006-conversations": conversations(types),
    "0007-conversation-search": conversationSearch(types),
    "0008-audit": audit(types),
    "0009-conversation-memory": conversationMemory(types),
    "0010-identity": identity(types),
    "0012-accounts": accounts(types),
    "0013-sign-in": signIn(types),
    "0014-tokens": tokens(types),
    "0015-requests": requests(types),
    "0016-anomalies": anomalies(types),
    "0017-vectors": vectors(types),
    "0018-conversation-list": conversationList(),
    "0037-search-at-once": searchAtOnce(types),
    "0038-owned-ids": ownedIds(types),
    "0039-request-records": requestRecords(),
  };
}
