import type { z } from "zod";
import { listLimits, removeLimit, setLimits } from "../../../admin/limits.ts";
import { maySetSubject } from "../../../admin/subjects.ts";
import { validate } from "../../../lib/validate.ts";
import type { Actor } from "../../../spec/actor.ts";
import { ParleyError } from "../../../spec/errors.ts";
import type { Limit, LimitSubject } from "../../../spec/limit.ts";
import { actorOf } from "../../authorise.ts";
import { readJson } from "../../body.ts";
import type { RouteDeps } from "../../deps.ts";
import { createQueryReader } from "../../query.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { presentList } from "../paging.ts";
import { presentLimit } from "./present.ts";
import { limitCreate, limitDeleted, limitList, limitObject, limitsQuery } from "./schema.ts";

type Deps = Pick<RouteDeps, "keys" | "limits">;

const all = "/v1/organization/limits";

/** How much may happen at a time, of whosever calls, as `parley limits` has it. */
export function limitRoutes({ keys, limits }: Deps): readonly Route[] {
  const readQuery = createQueryReader(limitsQuery);
  const common = { tag: "Projects", path: all } as const;

  async function presenter(actor: Actor): Promise<(limit: Limit) => object> {
    const maySet = await maySetSubject(keys.stores, actor, "limit");
    return (limit) => presentLimit(limit, maySet(limit.subject));
  }
  return [
    {
      ...common,
      method: "GET",
      access: "limit.read",
      summary: "Lists the limits of calls: of the installation, projects, keys and models.",
      query: limitsQuery,
      response: limitList,
      async handle(exchange) {
        const query = readQuery(exchange.request.url ?? "");
        const actor = actorOf(exchange);
        const found = (await listLimits(keys, actor)).filter((limit) => fits(limit, query));
        sendJson(exchange, 200, presentList(found, query, await presenter(actor)));
      },
    },
    {
      ...common,
      method: "POST",
      access: "key_limit.set",
      summary: "Sets a limit, or changes the one of the same subject and kind.",
      request: limitCreate,
      response: limitObject,
      async handle(exchange) {
        const { value } = await readJson(exchange.request, limits);
        const body = validate(limitCreate, value);
        const actor = actorOf(exchange);
        const input = { subject: subjectOf(body), amounts: { [body.kind]: body.amount } };
        const [limit] = await setLimits(keys, actor, input);
        if (limit === undefined) throw new ParleyError("internal");
        sendJson(exchange, 200, (await presenter(actor))(limit));
      },
    },
    {
      ...common,
      method: "DELETE",
      path: `${all}/:bound`,
      access: "key_limit.set",
      summary: "Removes a limit.",
      response: limitDeleted,
      async handle(exchange) {
        const { id } = await removeLimit(keys, actorOf(exchange), { id: exchange.params["bound"] ?? "" });
        sendJson(exchange, 200, { object: "organization.limit.deleted", id, deleted: true });
      },
    },
  ];
}

function fits({ subject }: Limit, query: z.output<typeof limitsQuery>): boolean {
  const { subjects, subject_ids: ids } = query;
  return (
    (subjects === undefined || subjects.includes(subject.type)) &&
    (ids === undefined || (subject.type !== "installation" && ids.includes(subject.id)))
  );
}

/** The installation has no id, and everybody else has one. */
function subjectOf({ subject, subject_id: id }: z.output<typeof limitCreate>): LimitSubject {
  if (subject === "installation") {
    if (typeof id !== "string") return { type: subject };
    throw new ParleyError("invalid_value", {
      message: "A limit of the installation is for all calls: it has no 'subject_id'.",
      param: "subject_id",
    });
  }
  if (typeof id === "string") return { type: subject, id };
  throw new ParleyError("missing_required_parameter", {
    message: `Missing required parameter: 'subject_id', the ${subject}.`,
    param: "subject_id",
  });
}
