import { request } from "node:http";
import { expect } from "vitest";
import type { Action } from "../../admin/can.ts";
import { newKey } from "../../admin/key-format.ts";
import { createKey, type NewKeyInput, revokeKey } from "../../admin/keys.ts";
import { rotateKey } from "../../admin/rotate-key.ts";
import { operator } from "../../spec/actor.ts";
import { scopes } from "../../spec/scope.ts";
import { type Keeping, openKeeping } from "../organization/keeping.fixture.ts";
import type { Route } from "../route.ts";
import { guardedRoutes } from "./access-table.fixture.ts";

/** What came of a request before its route was asked. */
export type Verdict = "in" | "no key" | "no right" | "misplaced";

type Headers = Readonly<Record<string, string | string[]>>;

/** A server, secrets of many kinds by their names, and what asks all routes in turn. */
export interface Proof {
  readonly keeping: Keeping;
  readonly secrets: Readonly<Record<string, string>>;
  /** The routes that are not for everybody. */
  readonly guarded: readonly Route[];
  bearer(name: string): Headers;
  ask(method: string, path: string, headers: Headers): Promise<Asked>;
  judge(route: Route, headers: Headers, address?: string): Promise<Verdict>;
  /** Sends with all guarded routes and lists those that were not judged as expected. */
  misjudged(
    headersOf: (route: Route) => Headers,
    expected: (route: Route) => Verdict,
    addressWith?: (route: Route) => string,
  ): Promise<readonly string[]>;
}

interface Asked {
  readonly status: number;
  /** Whether no route was found, so that no handler was asked. */
  readonly isNowhere: boolean;
  readonly isMisplaced: boolean;
  readonly challenge: string | undefined;
}

export function nameOf({ method, path }: Route): string {
  return `${method} ${path}`;
}

/** With ids that nobody has. */
export function addressOf({ path }: Route): string {
  return path.replaceAll(/:(\w+)/g, "none_$1").replace("*", "none");
}

export function scopeAndAction(route: Route): readonly [string, Action?] {
  return guardedRoutes[nameOf(route)] ?? ["none"];
}

export async function openProof(): Promise<Proof> {
  const keeping = await openKeeping();
  const secrets = await makeSecrets(keeping);
  const guarded = keeping.served.routes.filter((route) => guardedRoutes[nameOf(route)] !== undefined);
  const ask: Proof["ask"] = (method, path, headers) => send(keeping.served.port, method, path, headers);

  const judge: Proof["judge"] = async (route, headers, address = addressOf(route)) => {
    const { status, isMisplaced } = await ask(route.method, address, headers);
    expect(status).toBeLessThan(500);
    if (status === 401) return "no key";
    if (status === 403) return "no right";
    return isMisplaced ? "misplaced" : "in";
  };
  return {
    keeping,
    secrets,
    guarded,
    bearer: (name) => ({ authorization: `Bearer ${secrets[name] ?? "missing"}` }),
    ask,
    judge,
    async misjudged(headersOf, expected, addressWith = addressOf) {
      const wrong: string[] = [];
      for (const route of guarded) {
        const verdict = await judge(route, headersOf(route), addressWith(route));
        if (verdict !== expected(route)) wrong.push(`${nameOf(route)}: ${verdict}, not ${expected(route)}`);
      }
      return wrong;
    },
  };
}

async function makeSecrets(keeping: Keeping): Promise<Record<string, string>> {
  const { keys } = keeping.served;
  const make = (input: Partial<NewKeyInput> = {}) =>
    createKey(keys, operator, { projectId: keeping.project, name: "k", ...input });
  const [revoked, expired, replaced] = [
    await make({ role: "owner" }),
    await make({ role: "owner" }),
    await make({ role: "owner" }),
  ];
  await revokeKey(keys, operator, { id: revoked.key.id });
  await keys.stores.keys.update(expired.key.id, { expiresAt: 1 });
  await rotateKey(keys, operator, { id: replaced.key.id, overlapMs: 0 });
  const secrets: Record<string, string> = {
    malformed: "sk-parley-nonsense",
    unknown: newKey(),
    revoked: revoked.secret.reveal(),
    expired: expired.secret.reveal(),
    replaced: replaced.secret.reveal(),
    elsewhere: await keeping.key({ role: "owner", addresses: ["203.0.113.1"] }),
    "another page": await keeping.key({ role: "owner", origins: ["https://page.example"] }),
    caller: await keeping.key(),
    "member with all scopes": await keeping.key({ scopes: null }),
    viewer: await keeping.key({ role: "viewer" }),
    admin: await keeping.key({ role: "admin" }),
    owner: keeping.owner,
  };
  for (const scope of scopes)
    secrets[`only ${scope}`] = await keeping.key({ role: "owner", scopes: [scope] });
  return secrets;
}

/** Not `fetch`, which lets nobody choose the Host header. */
function send(port: number, method: string, path: string, headers: Headers): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const all = { "content-type": "application/json", ...headers };
    const sent = request({ host: "127.0.0.1", port, method, path, headers: all }, (reply) => {
      const { statusCode: status = 0 } = reply;
      const isJson = reply.headers["content-type"]?.includes("json") === true;
      if (status < 300 && !isJson) {
        // Perhaps without end: it was let in, and that is all that is asked.
        reply.destroy();
        resolve({ status, isNowhere: false, isMisplaced: false, challenge: undefined });
        return;
      }
      let text = "";
      reply.on("data", (piece) => (text += String(piece)));
      reply.on("end", () => {
        const isMisplaced =
          /The address holds a key|both hold a credential|stands in this request twice/.test(text);
        const isNowhere =
          /Unknown request URL|Method not allowed|cannot be decoded|must begin with a slash/.test(text);
        const challenge = reply.headers["www-authenticate"];
        resolve({ status, isNowhere, isMisplaced, challenge });
      });
    });
    sent.on("error", reject);
    sent.end(method === "POST" ? "{}" : undefined);
  });
}
