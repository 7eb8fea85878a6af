/**
 * The mock upstream, a process of its own: `node prove/upstream/main.ts <books>`.
 *
 * Speaks OpenAI's chat completions below `/<provider>/v1`, makes its tokens one by one, keeps books of what it was
 * asked and what it made, and tells them by request id: `GET /<provider>/v1/requests/<x-client-request-id>`.
 * Prints `http://127.0.0.1:PORT` and ends when its standard input closes.
 */
import { openSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { enter } from "./books.ts";
import { completion, errorBody, lookupBody, piece, type Request, readRequest } from "./wire.ts";
import { answerToken } from "./talk.ts";

const [path = ""] = process.argv.slice(2);
const books = openSync(path, "a");

/** What is known of a request for whoever asks afterwards. */
interface Known {
  readonly promptTokens: number;
  made: number;
  status: "in_progress" | "completed" | "cancelled";
}

const known = new Map<string, Known>();
let count = 0;

async function answer(request: Request, response: ServerResponse): Promise<void> {
  const { wish, provider, requestId, promptTokens, stream } = request;
  const seq = ++count;
  const entry: Known = { promptTokens, made: 0, status: "in_progress" };
  if (requestId !== undefined) known.set(requestId, entry);
  enter(books, {
    kind: "received",
    seq,
    ...(requestId !== undefined && { requestId }),
    user: wish.id,
    provider,
    promptTokens,
  });
  const end = (status: "completed" | "cancelled"): void => {
    if (entry.status !== "in_progress") return;
    entry.status = status;
    enter(books, { kind: "ended", seq, status, completionTokens: entry.made });
  };
  response.once("close", () => end("cancelled"));
  response.setHeader("x-request-id", `up_${seq}`);
  if (stream) {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(piece(request, seq, { role: "assistant", content: "" }));
  } else {
    response.setHeader("content-type", "application/json");
  }
  while (entry.made < request.tokens) {
    // Those in a hurry still let others have their turn now and then.
    if (wish.pauseMs > 0) await sleep(wish.pauseMs);
    else if (entry.made % 64 === 0) await setImmediate();
    if (entry.status !== "in_progress") return;
    const token = answerToken(wish.id, entry.made++);
    if (stream) response.write(piece(request, seq, { content: token }));
  }
  // Written down before the caller can know of it: what was said to be whole is billed as whole.
  end("completed");
  response.end(completion(request, seq));
}

function tell(response: ServerResponse, id: string): void {
  const entry = known.get(id);
  response.writeHead(entry === undefined ? 404 : 200, { "content-type": "application/json" });
  response.end(lookupBody(id, entry));
}

async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const lookup = /^\/[\w-]+\/v1\/requests\/([\w-]+)$/.exec(incoming.url ?? "");
  if (incoming.method === "GET" && lookup?.[1] !== undefined) return tell(response, lookup[1]);
  const pieces: Buffer[] = [];
  for await (const data of incoming) pieces.push(data as Buffer);
  const request = readRequest(incoming, Buffer.concat(pieces).toString("utf8"));
  if (request === undefined) {
    response.writeHead(400, { "content-type": "application/json" });
    response.end(errorBody);
    return;
  }
  await answer(request, response);
}

const server = createServer({ keepAliveTimeout: 75_000, noDelay: true }, (incoming, response) => {
  serve(incoming, response).catch(() => response.destroy()); // the caller broke off within its request
});

server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the upstream has no port");
  console.log(`http://127.0.0.1:${address.port}`);
});

process.stdin.resume().on("end", () => process.exit(0));
