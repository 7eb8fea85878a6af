import type { Actor } from "../../spec/actor.ts";
import type { AuditEntry, AuditQuery, AuditStore } from "../../spec/audit.ts";
import { ParleyError } from "../../spec/errors.ts";
import { demand } from "../can.ts";

export interface AuditReadDeps {
  readonly stores: { readonly audit: Pick<AuditStore, "list" | "find"> };
}

/** As `AuditQuery`, with ids where it has numbers. */
export interface AuditFilter extends Omit<AuditQuery, "before" | "after"> {
  /** Entries that stand behind this one in the list, that is, older ones. */
  readonly after?: string;
  /** Entries that stand in front of this one, that is, newer ones. */
  readonly before?: string;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Whether there are more in the same direction. */
  readonly more: boolean;
}

/** A page of the audit log, the newest first. Fails with `invalid_value` for an id that is not there. */
export async function listAudit(deps: AuditReadDeps, actor: Actor, filter: AuditFilter): Promise<AuditPage> {
  demand(actor, "audit.read");
  const { after, before, limit, ...rest } = filter;
  const query: AuditQuery = {
    ...rest,
    limit: limit + 1,
    ...(after !== undefined && { before: await placeOf(deps, "after", after) }),
    ...(before !== undefined && { after: await placeOf(deps, "before", before) }),
  };
  const found = await deps.stores.audit.list(query);
  const more = found.length > limit;
  // The one too many stands at the far end.
  const entries = before === undefined ? found.slice(0, limit) : found.slice(more ? 1 : 0);
  return { entries, more };
}

async function placeOf(deps: AuditReadDeps, param: string, id: string): Promise<number> {
  const entry = await deps.stores.audit.find(id);
  if (entry !== undefined) return entry.sequence;
  throw new ParleyError("invalid_value", {
    message: `Invalid value for '${param}': there is no audit log entry ${id.slice(0, 100)}.`,
    param,
  });
}
