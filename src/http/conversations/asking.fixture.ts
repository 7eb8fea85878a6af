import { createKey } from "../../admin/keys.ts";
import { type Served, serveScripted } from "../serving.fixture.ts";
import { operator } from "../../spec/actor.ts";

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly json: Record<string, unknown> & { readonly id: string; readonly data: Record<string, unknown>[] };
}

/** A server, and who asks it about conversations. */
export interface Asking {
  readonly served: Served;
  /** A key of another project. */
  readonly stranger: string;
  ask(method: string, path: string, body?: unknown, key?: string): Promise<Reply>;
  /** Begins a conversation and gives its id. */
  begin(body?: object): Promise<string>;
}

export async function openAsking(): Promise<Asking> {
  const served = await serveScripted();
  await served.keys.stores.projects.insert({ id: "proj_other", name: "Other", createdAt: 1 });
  const made = await createKey(served.keys, operator, { projectId: "proj_other", name: "stranger" });

  async function ask(method: string, path: string, body?: unknown, key = served.key): Promise<Reply> {
    const reply = await fetch(`${served.url}/v1/conversations${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    const json = (text.startsWith("{") && !text.includes("\n") ? JSON.parse(text) : {}) as Reply["json"];
    return { status: reply.status, text, json };
  }
  const begin = async (body: object = {}) => (await ask("POST", "", body)).json.id;
  return { served, stranger: made.secret.reveal(), ask, begin };
}

export const user = (text: string) => ({ role: "user", content: text });

/** The texts of a list of messages. */
export function said({ json }: Reply): readonly string[] {
  return json.data.map(({ content }) => (content as { text: string }[]).map(({ text }) => text).join(""));
}
