import type { z } from "zod";
import { budgetHistory } from "../../../admin/budget-history.ts";
import {
  changeBudget,
  findBudget,
  listBudgets,
  removeBudget,
  type SeenBudget,
  setBudget,
} from "../../../admin/budgets.ts";
import { validate } from "../../../lib/validate.ts";
import type { BudgetSubject } from "../../../spec/budget.ts";
import { ParleyError } from "../../../spec/errors.ts";
import { actorOf } from "../../authorise.ts";
import { readJson } from "../../body.ts";
import type { RouteDeps } from "../../deps.ts";
import type { Exchange } from "../../exchange.ts";
import { createQueryReader } from "../../query.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { presentList } from "../paging.ts";
import { presentBudget, presentHistory } from "./present.ts";
import {
  budgetCreate,
  budgetDeleted,
  budgetHistoryObject,
  budgetList,
  budgetObject,
  budgetsQuery,
  budgetUpdate,
} from "./schema.ts";

type Deps = Pick<RouteDeps, "keys" | "limits" | "usage" | "clock">;

const all = "/v1/organization/budgets";
const one = `${all}/:budget`;

const idOf = ({ params }: Exchange): string => params["budget"] ?? "";

function send(exchange: Exchange, budget: SeenBudget): void {
  sendJson(exchange, 200, presentBudget(actorOf(exchange), budget));
}

/** How much calls may use up, as `parley budgets` has it. */
export function budgetRoutes(deps: Deps): readonly Route[] {
  return [...readingRoutes(deps), ...changingRoutes(deps)];
}

function readingRoutes({ keys, usage, clock }: Deps): readonly Route[] {
  const readQuery = createQueryReader(budgetsQuery);
  const common = { method: "GET", tag: "Projects", access: "budget.read" } as const;
  return [
    {
      ...common,
      path: all,
      summary: "Lists the budgets, with what they have spent in their present period.",
      query: budgetsQuery,
      response: budgetList,
      async handle(exchange) {
        const query = readQuery(exchange.request.url ?? "");
        const actor = actorOf(exchange);
        const found = (await listBudgets(keys, actor)).filter((budget) => fits(budget, query));
        sendJson(
          exchange,
          200,
          presentList(found, query, (budget) => presentBudget(actor, budget)),
        );
      },
    },
    {
      ...common,
      path: one,
      summary: "Says how a budget stands at this moment.",
      response: budgetObject,
      async handle(exchange) {
        send(exchange, await findBudget(keys, actorOf(exchange), { id: idOf(exchange) }));
      },
    },
    {
      ...common,
      path: `${one}/history`,
      summary: "Says how a budget went down in its present period, by hours or days.",
      response: budgetHistoryObject,
      async handle(exchange) {
        const actor = actorOf(exchange);
        const deps = { stores: keys.stores, usage, clock };
        sendJson(
          exchange,
          200,
          presentHistory(actor, await budgetHistory(deps, actor, { id: idOf(exchange) })),
        );
      },
    },
  ];
}

function changingRoutes({ keys, limits }: Deps): readonly Route[] {
  // Who may bound a key may come in; whether this subject is theirs to bound, the deed asks.
  const common = { tag: "Projects", access: "key_budget.set" } as const;
  return [
    {
      ...common,
      method: "POST",
      path: all,
      summary: "Sets a budget, or changes the one for the same calls, period and unit.",
      request: budgetCreate,
      response: budgetObject,
      async handle(exchange) {
        const { value } = await readJson(exchange.request, limits);
        const body = validate(budgetCreate, value);
        const { per: period, unit, amount, shadow } = body;
        const input = { subject: subjectOf(body), period, unit, amount, shadow: shadow === true };
        send(exchange, await setBudget(keys, actorOf(exchange), input));
      },
    },
    {
      ...common,
      method: "POST",
      path: one,
      summary: "Changes how much a budget allows. What it has spent stays.",
      request: budgetUpdate,
      response: budgetObject,
      async handle(exchange) {
        const { value } = await readJson(exchange.request, limits);
        const { amount, shadow } = validate(budgetUpdate, value);
        const change = { ...(amount !== undefined && { amount }), ...(shadow !== undefined && { shadow }) };
        send(exchange, await changeBudget(keys, actorOf(exchange), { id: idOf(exchange), ...change }));
      },
    },
    {
      ...common,
      method: "DELETE",
      path: one,
      summary: "Removes a budget. What it has counted is forgotten.",
      response: budgetDeleted,
      async handle(exchange) {
        const { id } = await removeBudget(keys, actorOf(exchange), { id: idOf(exchange) });
        sendJson(exchange, 200, { object: "organization.budget.deleted", id, deleted: true });
      },
    },
  ];
}

function fits({ subject, projectId }: SeenBudget, query: z.output<typeof budgetsQuery>): boolean {
  const { subjects, subject_ids: ids, project_ids: projects } = query;
  return (
    (subjects === undefined || subjects.includes(subject.type)) &&
    (ids === undefined || (subject.type !== "installation" && ids.includes(subject.id))) &&
    (projects === undefined || (projectId !== undefined && projects.includes(projectId)))
  );
}

/** The installation has no id, and everybody else has one. */
function subjectOf({ subject, subject_id: id }: z.output<typeof budgetCreate>): BudgetSubject {
  if (subject === "installation") {
    if (typeof id !== "string") return { type: subject };
    throw new ParleyError("invalid_value", {
      message: "A budget of the installation counts all calls: it has no 'subject_id'.",
      param: "subject_id",
    });
  }
  if (typeof id === "string") return { type: subject, id };
  throw new ParleyError("missing_required_parameter", {
    message: `Missing required parameter: 'subject_id', the id of the ${subject}.`,
    param: "subject_id",
  });
}
