/** Requests to every endpoint that calls an upstream, and clients that leave. */
import { connect, type Socket } from "node:net";
import { jsonRequest } from "../load/raw-pool.ts";

export interface Way {
  readonly name: string;
  readonly path: string;
  /** Whether something of the answer reaches the client before its end. */
  readonly piecewise: boolean;
  body(model: string, mark: string): object;
}

const chat = (model: string, mark: string): object => ({
  model,
  messages: [{ role: "user", content: mark }],
});

function twice(name: string, path: string, body: Way["body"]): readonly Way[] {
  return [
    { name, path, piecewise: false, body },
    {
      name: `${name}, streamed`,
      path,
      piecewise: true,
      body: (model, mark) => ({ ...body(model, mark), stream: true }),
    },
  ];
}

/** Every endpoint, streamed and not where it can be. */
export const ways: readonly Way[] = [
  ...twice("chat completions", "/v1/chat/completions", chat),
  ...twice("completions", "/v1/completions", (model, prompt) => ({ model, prompt })),
  ...twice("chat", "/v1/chat", (model, prompt) => ({ model, prompt })),
  ...twice("messages", "/v1/messages", (model, mark) => ({ ...chat(model, mark), max_tokens: 50 })),
  {
    name: "embeddings",
    path: "/v1/embeddings",
    piecewise: false,
    body: (model, input) => ({ model, input }),
  },
  {
    name: "speech",
    path: "/v1/audio/speech",
    piecewise: true,
    body: (model, input) => ({ model, input, voice: "alloy" }),
  },
  {
    name: "images",
    path: "/v1/images/generations",
    piecewise: false,
    body: (model, prompt) => ({ model, prompt }),
  },
];

export interface Client {
  /** Resolves when something of the answer's body has come. */
  readonly heard: Promise<void>;
  /** The first line of the answer so far, for whoever wonders why nothing came. */
  status(): string;
  /** Leaves without a word. Gives the moment, by the monotonic clock. */
  leave(): number;
}

/** Asks, and reads whatever comes. */
export function askAndListen(port: number, key: string, path: string, body: object): Client {
  const heard = Promise.withResolvers<void>();
  let text = "";
  const socket: Socket = connect({ host: "127.0.0.1", port, noDelay: true }, () =>
    socket.write(jsonRequest(path, key, body)),
  );
  socket.on("error", () => undefined); // the server may be quicker
  socket.on("data", (piece: Buffer) => {
    text += piece.toString("latin1");
    const end = text.indexOf("\r\n\r\n");
    // A comment that only keeps the connection alive is nothing of the answer.
    if (end !== -1 && /data:|xxxx/.test(text.slice(end))) heard.resolve();
  });
  return {
    heard: heard.promise,
    status: () => text.slice(0, text.indexOf("\r\n")),
    leave() {
      const now = performance.now();
      socket.resetAndDestroy();
      return now;
    },
  };
}
