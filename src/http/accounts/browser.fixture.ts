import { request as ask } from "node:http";
import { createInvite } from "../../admin/accounts/invites.ts";
import type { Role } from "../../spec/actor.ts";
import { operator } from "../../spec/actor.ts";
import type { Served } from "../serving.fixture.ts";

export interface Page {
  readonly status: number;
  readonly text: string;
  readonly json: Record<string, unknown> & { readonly error?: { code: string | null; message: string } };
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The cookies that it set, as they were written. */
  readonly cookies: readonly string[];
}

export interface Asked {
  readonly body?: unknown;
  /** The body as it stands, instead. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A browser as far as it matters: it keeps cookies, and says where a request comes from. */
export class Browser {
  readonly jar = new Map<string, string>();
  readonly #port: number;

  constructor({ port }: Pick<Served, "port">) {
    this.#port = port;
  }

  get secret(): string | undefined {
    return this.jar.get("__Host-parley");
  }

  async ask(method: string, path: string, { body, text, headers = {} }: Asked = {}): Promise<Page> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const page = await send(this.#port, method, path, {
      body,
      ...(text !== undefined && { text }),
      headers: {
        host: `localhost:${this.#port}`,
        "sec-fetch-site": "same-origin",
        "content-type": "application/json",
        ...(cookie !== "" && { cookie }),
        ...headers,
      },
    });
    for (const cookieLine of page.cookies) {
      const [name = "", value = ""] = cookieLine.split(";", 1)[0]?.split("=", 2) ?? [];
      if (value === "") this.jar.delete(name);
      else this.jar.set(name, value);
    }
    return page;
  }

  post(path: string, body: unknown = {}, headers?: Asked["headers"]): Promise<Page> {
    return this.ask("POST", path, { body, ...(headers !== undefined && { headers }) });
  }

  get(path: string, headers?: Asked["headers"]): Promise<Page> {
    return this.ask("GET", path, headers === undefined ? {} : { headers });
  }
}

/** With node:http, since `fetch` lets nobody set `host` or `origin`. */
export function send(
  port: number,
  method: string,
  path: string,
  { body, text: given, headers = {} }: Asked,
): Promise<Page> {
  return new Promise((resolve, reject) => {
    const request = ask({ host: "127.0.0.1", port, method, path, headers: { ...headers }, agent: false });
    request.once("error", reject);
    request.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("end", () => {
        const text = Buffer.concat(chunks).toString();
        const isJson = String(response.headers["content-type"]).includes("json");
        resolve({
          status: response.statusCode ?? 0,
          text,
          json: isJson ? (JSON.parse(text) as Page["json"]) : {},
          headers: response.headers,
          cookies: response.headers["set-cookie"] ?? [],
        });
      });
    });
    request.end(given ?? (body === undefined ? undefined : JSON.stringify(body)));
  });
}

export const password = "correct horse battery";

/** Invites and registers somebody, and signs in. */
export async function join(
  served: Served,
  email: string,
  role?: Role,
  projects: { id: string; role: Role }[] = [],
): Promise<Browser> {
  const { token } = await createInvite(served.keys, operator, { email, role, projects });
  const browser = new Browser(served);
  const invite = token.reveal();
  const registered = await browser.post("/auth/register", { email, name: email, password, invite });
  if (registered.status !== 200) throw new Error(registered.text);
  await signIn(browser, email);
  return browser;
}

export async function signIn(browser: Browser, email: string): Promise<Page> {
  const page = await browser.post("/auth/login", { email, password });
  if (page.status !== 200) throw new Error(page.text);
  return page;
}
