import type { Actor } from "../../spec/actor.ts";
import type { Anomaly, AnomalyQuery, AnomalyStore } from "../../spec/anomaly.ts";
import { can, denied } from "../can.ts";

export interface AnomalyReadDeps {
  readonly stores: { readonly anomalies: Pick<AnomalyStore, "list"> };
}

/**
 * A page of what looked unusual, the newest first: in the actor's projects; for who sees the installation, also what is
 * nobody's. Fails with `permission_denied` for who may see nothing.
 */
export async function listAnomalies(
  { stores }: AnomalyReadDeps,
  actor: Actor,
  query: AnomalyQuery,
): Promise<{ readonly anomalies: readonly Anomaly[]; readonly more: boolean }> {
  const found = await stores.anomalies.list({ ...visible(actor, query), limit: query.limit + 1 });
  return { anomalies: found.slice(0, query.limit), more: found.length > query.limit };
}

function visible(actor: Actor, query: AnomalyQuery): AnomalyQuery {
  if (can(actor, "anomaly.read")) return query;
  const own = [...actor.projects.keys()].filter((projectId) => can(actor, "anomaly.read", { projectId }));
  if (own.length === 0) throw denied("anomaly.read");
  const { projectIds: asked } = query;
  return { ...query, projectIds: asked === undefined ? own : own.filter((id) => asked.includes(id)) };
}
