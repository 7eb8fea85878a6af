/** One HTTP call on 127.0.0.1 with node:http: it has no start-up price of its own to speak of. */
import { request } from "node:http";

export interface Answer {
  readonly status: number;
  readonly text: string;
}

const LIMIT_MS = 20_000;

/** @param body sent as JSON by POST; without it the call is a GET. */
export function call(port: number, path: string, apiKey?: string, body?: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: "127.0.0.1",
      port,
      path,
      method: body === undefined ? "GET" : "POST",
      agent: false,
      timeout: LIMIT_MS,
      headers: {
        "content-type": "application/json",
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
    });
    outgoing.once("error", reject);
    outgoing.once("timeout", () =>
      outgoing.destroy(new Error(`${path} did not answer within ${LIMIT_MS} ms`)),
    );
    outgoing.once("response", (incoming) => {
      const pieces: Buffer[] = [];
      incoming.on("data", (piece: Buffer) => pieces.push(piece));
      incoming.once("error", reject);
      incoming.once("end", () =>
        resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(pieces).toString("utf8") }),
      );
    });
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
