import { type Action, can } from "../../../admin/can.ts";
import { staleKeys } from "../../../admin/key-state.ts";
import {
  createKey,
  findKey,
  type KeyFilter,
  listKeys,
  type MadeKey,
  revokeKey,
  updateKey,
} from "../../../admin/keys.ts";
import { defaultProject } from "../../../admin/projects.ts";
import { endRotation, rotateKey } from "../../../admin/rotate-key.ts";
import { validate } from "../../../lib/validate.ts";
import type { Actor } from "../../../spec/actor.ts";
import { ParleyError } from "../../../spec/errors.ts";
import type { KeyOwner, KeyRow } from "../../../spec/stores.ts";
import { actorOf } from "../../authorise.ts";
import { readJson, readOptionalJson } from "../../body.ts";
import type { RouteDeps } from "../../deps.ts";
import type { Exchange } from "../../exchange.ts";
import { createQueryReader } from "../../query.ts";
import { sendJson } from "../../reply.ts";
import type { Route } from "../../route.ts";
import { presentList } from "../paging.ts";
import { presentAdminKey, presentProjectKey } from "./present.ts";
import { keyRotate, keyShapes, keysQuery, keyUpdate } from "./schema.ts";
import { termsOf } from "./terms.ts";

type Deps = Pick<RouteDeps, "keys" | "limits">;

/** The two kinds of keys: those of a project, and those that keep house. They differ in no more than this. */
interface Kind {
  readonly name: "project" | "admin";
  readonly path: string;
  readonly action: "key" | "admin_key";
  readonly of: string;
  filterOf(exchange: Exchange): KeyFilter;
}

const kinds: readonly Kind[] = [
  {
    name: "project",
    path: "/v1/organization/projects/:project/api_keys",
    action: "key",
    of: "of a project",
    filterOf: ({ params }) => ({ projectId: params["project"] ?? "", admin: false }),
  },
  {
    name: "admin",
    path: "/v1/organization/admin_api_keys",
    action: "admin_key",
    of: "that keeps house",
    filterOf: () => ({ admin: true }),
  },
];

/** API keys: made, listed, changed, rotated and revoked. */
export function keyRoutes(deps: Deps): readonly Route[] {
  return kinds.flatMap((kind) => [
    ...readingRoutes(deps, kind),
    ...changingRoutes(deps, kind),
    ...rotatingRoutes(deps, kind),
  ]);
}

const readQuery = createQueryReader(keysQuery);

function readingRoutes({ keys }: Deps, kind: Kind): readonly Route[] {
  const shapes = keyShapes[kind.name];
  const common = { method: "GET", tag: "Keys", access: actionOf(kind, "read") } as const;
  return [
    {
      ...common,
      path: kind.path,
      summary: `Lists the API keys ${kind.of}.`,
      query: keysQuery,
      response: shapes.list,
      async handle(exchange) {
        const query = readQuery(exchange.request.url ?? "");
        const found = await listKeys(keys, actorOf(exchange), kind.filterOf(exchange));
        const shown = chosen(found, query, keys.clock.now());
        const present = await presenter(keys, kind, exchange);
        sendJson(
          exchange,
          200,
          presentList(query.order === "asc" ? shown : shown.toReversed(), query, present),
        );
      },
    },
    {
      ...common,
      path: `${kind.path}/:key`,
      summary: `Describes an API key ${kind.of}.`,
      response: shapes.one,
      handle: async (exchange) => send(keys, kind, exchange, await findKey(keys, ...named(kind, exchange))),
    },
  ];
}

function changingRoutes({ keys, limits }: Deps, kind: Kind): readonly Route[] {
  const shapes = keyShapes[kind.name];
  const one = `${kind.path}/:key`;
  const common = { method: "POST", tag: "Keys" } as const;
  return [
    {
      ...common,
      path: kind.path,
      access: actionOf(kind, "create"),
      summary: `Makes an API key ${kind.of}, and shows it this once.`,
      request: shapes.create,
      response: shapes.made,
      async handle(exchange) {
        const { value } = await readJson(exchange.request, limits);
        const body = validate(shapes.create, value);
        const terms = { name: body.name, ...termsOf(body, keys.clock) };
        await sendMade(keys, kind, exchange, await create(keys, kind, exchange, terms, body.role));
      },
    },
    {
      ...common,
      path: one,
      access: actionOf(kind, "update"),
      summary: `Changes what an API key ${kind.of} may do.`,
      request: keyUpdate,
      response: shapes.one,
      async handle(exchange) {
        const { value } = await readJson(exchange.request, limits);
        const body = validate(keyUpdate, value);
        const [actor, which] = named(kind, exchange);
        const terms = { name: body.name, ...termsOf(body, keys.clock) };
        await send(keys, kind, exchange, await updateKey(keys, actor, { ...which, ...terms }));
      },
    },
    {
      ...common,
      method: "DELETE",
      path: one,
      access: actionOf(kind, "revoke"),
      summary: `Revokes an API key ${kind.of}.`,
      response: shapes.deleted,
      async handle(exchange) {
        const { id } = await revokeKey(keys, ...named(kind, exchange));
        const object =
          kind.name === "admin"
            ? "organization.admin_api_key.deleted"
            : "organization.project.api_key.deleted";
        sendJson(exchange, 200, { object, id, deleted: true });
      },
    },
  ];
}

function rotatingRoutes({ keys, limits }: Deps, kind: Kind): readonly Route[] {
  const shapes = keyShapes[kind.name];
  const one = `${kind.path}/:key`;
  const common = { method: "POST", tag: "Keys" } as const;
  return [
    {
      ...common,
      path: `${one}/rotate`,
      access: actionOf(kind, "rotate"),
      summary: `Gives an API key ${kind.of} a new secret, and shows it this once; the old one works for a while yet.`,
      request: keyRotate,
      response: shapes.rotated,
      async handle(exchange) {
        const body = validate(keyRotate, await readOptionalJson(exchange.request, limits));
        const [actor, which] = named(kind, exchange);
        const made = await rotateKey(keys, actor, {
          ...which,
          rotationId: rotationIdOf(exchange, body.rotation_id),
          overlapMs: body.overlap_seconds === undefined ? undefined : body.overlap_seconds * 1000,
        });
        const { rotationId: rotation_id, reissued } = made;
        await sendMade(keys, kind, exchange, made, { rotation_id, reissued });
      },
    },
    {
      ...common,
      path: `${one}/end_rotation`,
      access: actionOf(kind, "rotate"),
      summary: `Ends the old secrets of an API key ${kind.of} before their time.`,
      response: shapes.one,
      async handle(exchange) {
        const { key } = await endRotation(keys, ...named(kind, exchange));
        await send(keys, kind, exchange, key);
      },
    },
  ];
}

function actionOf<Deed extends "read" | "create" | "update" | "rotate" | "revoke">(
  { action }: Kind,
  deed: Deed,
): Action {
  return `${action}.${deed}`;
}

/** Who asks, and for which key. */
function named(kind: Kind, exchange: Exchange) {
  const which = { ...kind.filterOf(exchange), id: exchange.params["key"] ?? "" };
  return [actorOf(exchange), which] as const;
}

/** A key that keeps house does that alone, unless it is said otherwise: it asks no models. */
async function create(
  keys: Deps["keys"],
  kind: Kind,
  exchange: Exchange,
  terms: { readonly name: string } & ReturnType<typeof termsOf>,
  role: KeyRow["role"],
): Promise<MadeKey> {
  const actor = actorOf(exchange);
  const { projectId } = kind.filterOf(exchange);
  if (projectId !== undefined) {
    const owner = ownerFor(actor, projectId);
    return createKey(keys, actor, {
      ...terms,
      projectId,
      ...(role && { projectRole: role }),
      ...(owner && { owner }),
    });
  }
  const { id } = await defaultProject(keys);
  const scopes = terms.scopes === undefined ? (["admin", "usage"] as const) : terms.scopes;
  return createKey(keys, actor, { ...terms, scopes, projectId: id, role: role ?? "admin" });
}

/** Whoever has signed in and may make no keys for all makes their own, which end with their place in the project. */
function ownerFor(actor: Actor, projectId: string): KeyOwner | undefined {
  const makesOwn = actor.kind === "account" && !can(actor, "key.create", { projectId });
  return makesOwn ? { type: "account", id: actor.id } : undefined;
}

interface Choice {
  readonly include_revoked?: "true" | "false" | undefined;
  readonly stale_days?: number | undefined;
  readonly owner_project_access?: "active" | "inactive" | "any" | undefined;
}

function chosen(all: readonly KeyRow[], choice: Choice, now: number): readonly KeyRow[] {
  if (choice.stale_days !== undefined) return staleKeys(all, now, choice.stale_days * 86_400_000);
  if (choice.owner_project_access === "inactive")
    return all.filter(({ revokedAt }) => revokedAt !== undefined);
  const withRevoked = choice.include_revoked === "true" || choice.owner_project_access === "any";
  return withRevoked ? all : all.filter(({ revokedAt }) => revokedAt === undefined);
}

/** The id of a rotation, from the body or the header that stands for it. */
function rotationIdOf({ request }: Exchange, given: string | undefined): string | undefined {
  const header = request.headers["idempotency-key"];
  if (given !== undefined && header !== undefined && header !== given) {
    throw new ParleyError("invalid_value", {
      message: "`rotation_id` and the header `Idempotency-Key` are the same thing, and differ here.",
      param: "rotation_id",
    });
  }
  return given ?? (header === undefined ? undefined : String(header));
}

async function presenter(keys: Deps["keys"], kind: Kind, exchange: Exchange, only?: KeyRow) {
  const { stores, clock } = keys;
  const [secrets, serviceAccounts] = await Promise.all([
    stores.keys.secrets(only?.id),
    stores.serviceAccounts.list(only?.projectId),
  ]);
  const view = { actor: actorOf(exchange), now: clock.now(), secrets, serviceAccounts };
  const present = kind.name === "admin" ? presentAdminKey : presentProjectKey;
  return (key: KeyRow): object => present(key, view);
}

async function send(keys: Deps["keys"], kind: Kind, exchange: Exchange, key: KeyRow): Promise<void> {
  sendJson(exchange, 200, (await presenter(keys, kind, exchange, key))(key));
}

/** The one kind of answer that has a secret in it. */
async function sendMade(
  keys: Deps["keys"],
  kind: Kind,
  exchange: Exchange,
  { key, secret }: MadeKey,
  more: object = {},
): Promise<void> {
  const shown = (await presenter(keys, kind, exchange, key))(key);
  sendJson(exchange, 200, { ...shown, ...more, value: secret.reveal() });
}
