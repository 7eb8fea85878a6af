import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";
import { first } from "./0001-first.ts";
import { adminKeys } from "./0002-admin-keys.ts";
import { exactBooks } from "./0003-exact-books.ts";
import { idempotency } from "./0004-idempotency.ts";
import { providerSecrets } from "./0005-provider-secrets.ts";
import { conversations } from "./0006-conversations.ts";
import { conversationSearch } from "./0007-conversation-search.ts";

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
  };
}
