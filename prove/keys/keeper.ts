/** Keeps a house over HTTP with a key: makes projects, keys and what else an attacker would like to have. */
import { setTimeout as sleep } from "node:timers/promises";

/** A database on a busy machine may need more than its two seconds: who keeps house asks again, as everybody should. */
const tries = 8;
const pauseMs = 400;

export interface Keeper {
  /** Asks with the key. Fails with what the server said unless that was 200. */
  post(path: string, body: object): Promise<Readonly<Record<string, unknown>>>;
  get(path: string): Promise<Readonly<Record<string, unknown>>>;
  remove(path: string): Promise<void>;
  readonly key: string;
  /** The first project that it sees. */
  readonly project: string;
  newProject(name: string): Promise<string>;
  newKey(terms?: object, project?: string): Promise<KeyPair>;
  /** One of the whole installation. */
  newAdminKey(): Promise<KeyPair>;
}

export interface KeyPair {
  readonly id: string;
  readonly secret: string;
}

export async function openKeeper(url: string, key: string): Promise<Keeper> {
  async function ask(
    method: string,
    path: string,
    body?: object,
    left = tries,
  ): Promise<Readonly<Record<string, unknown>>> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (response.status === 503 && left > 1) {
      await sleep(pauseMs);
      return ask(method, path, body, left - 1);
    }
    if (response.status !== 200)
      throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  }
  const pairOf = (made: Readonly<Record<string, unknown>>): KeyPair => ({
    id: String(made["id"]),
    secret: String(made["value"]),
  });
  const post = (path: string, body: object) => ask("POST", path, body);
  const { data } = (await ask("GET", "/v1/organization/projects")) as {
    readonly data: readonly { readonly id: string }[];
  };
  const project = data[0]?.id ?? "";
  return {
    key,
    project,
    post,
    get: (path) => ask("GET", path),
    async remove(path) {
      await ask("DELETE", path);
    },
    newProject: async (name) => String((await post("/v1/organization/projects", { name }))["id"]),
    newKey: async (terms = {}, of = project) =>
      pairOf(await post(`/v1/organization/projects/${of}/api_keys`, { name: "a key", ...terms })),
    newAdminKey: async () =>
      pairOf(await post("/v1/organization/admin_api_keys", { name: "an admin", scopes: null })),
  };
}
