import { connect } from "node:net";
import type { Served } from "./serving.fixture.ts";

export const messages = [{ role: "user", content: "hi" }];

/** Posts JSON with the served key. */
export function post(served: Served, path: string, body: object, init: RequestInit = {}): Promise<Response> {
  return fetch(served.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${served.key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    ...init,
  });
}

/** The data of each event of a stream. */
export async function eventData(response: Response): Promise<string[]> {
  const text = await response.text();
  return text.split("\n\n").flatMap((event) => (event.startsWith("data: ") ? [event.slice(6)] : []));
}

/** Sends bytes as they are; resolves with everything that came back when the server has closed. */
export function raw(served: Served, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(served.port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.on("data", (piece) => (answer += piece.toString("latin1")));
    socket.on("end", () => resolve(answer));
    socket.on("error", reject);
  });
}

interface Problem {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string | null;
  };
}

/** Posts what is mostly wrong, as a text or as JSON; gives back the problem that came for it. */
export async function postWrong(
  served: Served,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: Problem }> {
  const response = await fetch(served.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${served.key}`, "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Problem };
}
