import type { Actor } from "../../spec/actor.ts";
import { ParleyError } from "../../spec/errors.ts";
import type {
  RequestFilter,
  RequestPage,
  RequestQuery,
  RequestRow,
  RequestStore,
  WholeRequest,
} from "../../spec/request-log.ts";
import { type Action, can, denied } from "../can.ts";

export interface RequestReadDeps {
  readonly stores: { readonly requests: Pick<RequestStore, "list" | "find"> };
}

/** Rows that are in memory at a time. */
const pageRows = 500;

/**
 * A filter narrowed to what the actor may see: requests of his projects; in the installation, those of nobody, too. Who
 * searches what was said must be allowed to read it. Fails with `permission_denied` for who may see nothing.
 */
export function visibleTo<Filter extends RequestFilter>(actor: Actor, filter: Filter): Filter {
  const seen = narrowed(actor, "request.read", filter);
  return filter.text === undefined ? seen : narrowed(actor, "request.read_content", seen);
}

function narrowed<Filter extends RequestFilter>(actor: Actor, action: Action, filter: Filter): Filter {
  const own = projectsFor(actor, action);
  if (own === undefined) return filter;
  if (own.length === 0) throw denied(action);
  const { projectIds: asked } = filter;
  return { ...filter, projectIds: asked === undefined ? own : own.filter((id) => asked.includes(id)) };
}

/** The projects in which the actor may do it; `undefined` for all that there is. */
function projectsFor(actor: Actor, action: Action): readonly string[] | undefined {
  if (can(actor, action)) return undefined;
  return [...actor.projects.keys()].filter((projectId) => can(actor, action, { projectId }));
}

/** A page of the requests that the actor may see, the newest first. */
export async function listRequests(
  { stores }: RequestReadDeps,
  actor: Actor,
  query: RequestQuery,
): Promise<RequestPage> {
  return stores.requests.list(visibleTo(actor, query));
}

/**
 * All requests that the actor may see, in pages, the newest first. An export has an end, however many come in meanwhile:
 * they are before its beginning.
 */
export async function* exportRequests(
  { stores }: RequestReadDeps,
  actor: Actor,
  filter: RequestFilter,
): AsyncGenerator<readonly RequestRow[], undefined> {
  const seen = visibleTo(actor, filter);
  let before: string | undefined;
  do {
    const { rows, next } = await stores.requests.list({
      ...seen,
      limit: pageRows,
      ...(before !== undefined && { before }),
    });
    if (rows.length > 0) yield rows;
    before = next;
  } while (before !== undefined);
  return undefined;
}

/**
 * A request with all that is kept of it; what was said, only for who may read that. Fails with `not_found`, as for one
 * that does not exist, where the actor may not see it.
 */
export async function findRequest(
  { stores }: RequestReadDeps,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<WholeRequest> {
  // What he may not see is not read: its length would be told by the time.
  const found = await stores.requests.find(id, projectsFor(actor, "request.read"));
  if (found === undefined) {
    throw new ParleyError("not_found", {
      message: `There is no request ${id.slice(0, 100)}. Requests are kept for a time: \`log.requests.retention\`.`,
      param: "request",
    });
  }
  if (can(actor, "request.read_content", thingOf(found))) return found;
  const { question: _question, answer: _answer, ...rest } = found;
  return rest;
}

/** What a request is to `can`: of a project, or of nobody and so of the installation. */
export function thingOf({ projectId }: Pick<RequestRow, "projectId">): { readonly projectId?: string } {
  return projectId === undefined ? {} : { projectId };
}
