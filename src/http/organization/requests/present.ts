import { exportedRequest } from "../../../admin/activity/exported-request.ts";
import { thingOf } from "../../../admin/activity/requests.ts";
import { whatCan } from "../../../admin/can.ts";
import type { Actor } from "../../../spec/actor.ts";
import type { RequestRow, WholeRequest } from "../../../spec/request-log.ts";
import { seconds } from "../paging.ts";
import type { RequestObject, WholeRequestObject } from "./schema.ts";

const deeds = { read_content: "request.read_content" } as const;

export function presentRequest(actor: Actor, row: RequestRow): RequestObject {
  return {
    object: "organization.request",
    created_at: seconds(row.at),
    ...exportedRequest(row),
    can: whatCan(actor, deeds, thingOf(row)),
  };
}

/** With all that is kept; `content` is there for who may read it, where it was kept. */
export function presentWhole(actor: Actor, request: WholeRequest): WholeRequestObject {
  const { question, answer } = request;
  const record = readRecord(request.record);
  const kept = question !== undefined || answer !== undefined;
  return {
    ...presentRequest(actor, request),
    route: record.route ?? null,
    attempts: record.attempts ?? [],
    warnings: record.warnings ?? [],
    context: record.context ?? null,
    usage: record.usage ?? null,
    content: kept ? { request: question ?? null, response: answer ?? null } : null,
  };
}

/** As it was written by `recordOf`; one that cannot be read is of an odd program, and empty. */
function readRecord(
  text: string | undefined,
): Partial<Pick<WholeRequestObject, "route" | "attempts" | "warnings" | "context" | "usage">> {
  try {
    return text === undefined ? {} : (JSON.parse(text) as object);
  } catch {
    return {};
  }
}
