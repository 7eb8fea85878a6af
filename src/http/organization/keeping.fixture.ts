import { createKey, type NewKeyInput } from "../../admin/keys.ts";
import { defaultProject } from "../../admin/projects.ts";
import { operator } from "../../spec/actor.ts";
import { type Served, serveScripted } from "../serving.fixture.ts";

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly json: Record<string, unknown> & { readonly id: string; readonly data: Record<string, unknown>[] };
}

/** A server, and somebody who keeps its house. */
export interface Keeping {
  readonly served: Served;
  readonly project: string;
  /** A key with the role owner. */
  readonly owner: string;
  /** Makes a key of the first project and gives its secret. */
  key(input?: Partial<NewKeyInput>): Promise<string>;
  /** Asks below `/v1/organization`. */
  ask(method: string, path: string, body?: unknown, key?: string, headers?: object): Promise<Reply>;
}

export async function openKeeping(): Promise<Keeping> {
  const served = await serveScripted();
  const { id: project } = await defaultProject(served.keys);
  const key = async (input: Partial<NewKeyInput> = {}): Promise<string> => {
    const made = await createKey(served.keys, operator, { projectId: project, name: "made", ...input });
    return made.secret.reveal();
  };
  const owner = await key({ name: "owner", role: "owner" });

  async function ask(
    method: string,
    path: string,
    body?: unknown,
    secret = owner,
    headers: object = {},
  ): Promise<Reply> {
    const reply = await fetch(`${served.url}/v1/organization${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    return { status: reply.status, text, json: JSON.parse(text) as Reply["json"] };
  }
  return { served, project, owner, key, ask };
}
