import {
  createServiceAccount,
  createServiceAccountKey,
  deleteServiceAccount,
  findServiceAccount,
  listServiceAccounts,
  updateServiceAccount,
} from "../../../admin/service-accounts.ts";
import { validate } from "../../../lib/validate.ts";
import { actorOf } from "../../authorise.ts";
import { readJson, readOptionalJson } from "../../body.ts";
import type { RouteDeps } from "../../deps.ts";
import type { Exchange } from "../../exchange.ts";
import { createQueryReader } from "../../query.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { termsOf } from "../keys/terms.ts";
import { presentList } from "../paging.ts";
import { presentMadeKey, presentServiceAccount } from "./present.ts";
import {
  serviceAccountCreate,
  serviceAccountDeleted,
  serviceAccountKey,
  serviceAccountKeyCreate,
  serviceAccountList,
  serviceAccountMade,
  serviceAccountObject,
  serviceAccountsQuery,
  serviceAccountUpdate,
} from "./schema.ts";

type Deps = Pick<RouteDeps, "keys" | "limits">;

const all = "/v1/organization/projects/:project/service_accounts";
const one = `${all}/:account`;

/** Service accounts: programs that have keys, and are no persons. */
export function serviceAccountRoutes(deps: Deps): readonly Route[] {
  return [...readingRoutes(deps), ...changingRoutes(deps), ...makingRoutes(deps)];
}

const projectOf = ({ params }: Exchange): string => params["project"] ?? "";

/** Who asks, and for which account. */
function named(exchange: Exchange) {
  const which = { projectId: projectOf(exchange), id: exchange.params["account"] ?? "" };
  return [actorOf(exchange), which] as const;
}

function readingRoutes({ keys }: Deps): readonly Route[] {
  const readQuery = createQueryReader(serviceAccountsQuery);
  const common = { method: "GET", tag: "Projects", access: "service_account.read" } as const;
  return [
    {
      ...common,
      path: all,
      summary: "Lists a project's service accounts.",
      query: serviceAccountsQuery,
      response: serviceAccountList,
      async handle(exchange) {
        const page = readQuery(exchange.request.url ?? "");
        const actor = actorOf(exchange);
        const found = await listServiceAccounts(keys, actor, { projectId: projectOf(exchange) });
        sendJson(
          exchange,
          200,
          presentList(found, page, (account) => presentServiceAccount(actor, account)),
        );
      },
    },
    {
      ...common,
      path: one,
      summary: "Describes a service account.",
      response: serviceAccountObject,
      async handle(exchange) {
        const [actor, which] = named(exchange);
        sendJson(exchange, 200, presentServiceAccount(actor, await findServiceAccount(keys, actor, which)));
      },
    },
  ];
}

function changingRoutes({ keys, limits }: Deps): readonly Route[] {
  return [
    {
      method: "POST",
      tag: "Projects",
      path: one,
      access: "service_account.update",
      summary: "Changes a service account's name or role. Its keys get the role, too.",
      request: serviceAccountUpdate,
      response: serviceAccountObject,
      async handle(exchange) {
        const { value } = await readJson(exchange.request, limits);
        const body = validate(serviceAccountUpdate, value);
        const [actor, which] = named(exchange);
        const account = await updateServiceAccount(keys, actor, { ...which, ...body });
        sendJson(exchange, 200, presentServiceAccount(actor, account));
      },
    },
    {
      method: "DELETE",
      tag: "Projects",
      path: one,
      access: "service_account.delete",
      summary: "Removes a service account, and revokes its keys.",
      response: serviceAccountDeleted,
      async handle(exchange) {
        const { id } = await deleteServiceAccount(keys, ...named(exchange));
        const object = "organization.project.service_account.deleted";
        sendJson(exchange, 200, { object, id, deleted: true });
      },
    },
  ];
}

function makingRoutes({ keys, limits }: Deps): readonly Route[] {
  const common = { method: "POST", tag: "Projects" } as const;
  return [
    {
      ...common,
      path: all,
      access: "service_account.create",
      summary: "Makes a service account and its first key, which is shown this once.",
      request: serviceAccountCreate,
      response: serviceAccountMade,
      async handle(exchange) {
        const { value } = await readJson(exchange.request, limits);
        const body = validate(serviceAccountCreate, value);
        const actor = actorOf(exchange);
        const { account, made } = await createServiceAccount(keys, actor, {
          projectId: projectOf(exchange),
          name: body.name,
          role: body.role,
          keyless: body.create_service_account_only === true,
          ...termsOf(body, keys.clock),
        });
        const shown = presentServiceAccount(actor, account);
        sendJson(exchange, 200, { ...shown, api_key: made === undefined ? null : presentMadeKey(made) });
      },
    },
    {
      ...common,
      path: `${one}/api_keys`,
      access: "key.create",
      summary: "Makes another key for a service account, and shows it this once.",
      request: serviceAccountKeyCreate,
      response: serviceAccountKey,
      async handle(exchange) {
        const body = validate(serviceAccountKeyCreate, await readOptionalJson(exchange.request, limits));
        const [actor, which] = named(exchange);
        const terms = { name: body.name, ...termsOf(body, keys.clock) };
        const made = await createServiceAccountKey(keys, actor, { ...which, ...terms });
        sendJson(exchange, 200, presentMadeKey(made));
      },
    },
  ];
}
