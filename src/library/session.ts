import { collect } from "../engine/collect.ts";
import type { Session as SessionHandle } from "../engine/sessions.ts";
import { timeOrderedId } from "../lib/random-id.ts";
import { type ChatAnswer, presentAnswer } from "./answer.ts";
import { ChatStream } from "./chat-stream.ts";
import type { CallOptions, Core, SessionOptions } from "./create-parley.ts";
import { type ChatRequest, readRequest } from "./request.ts";

/** One turn: what you say, or a whole request. */
export type Turn = string | Omit<ChatRequest, "messages">;

/** A conversation that remembers. A turn that fails or is cancelled leaves it as it was. */
export interface Session {
  send(turn: Turn, options?: CallOptions): Promise<ChatAnswer>;
  stream(turn: Turn, options?: CallOptions): ChatStream;
  /** Continues the conversation later, or in another process with the same data. Begins it if need be. */
  token(): Promise<string>;
}

export function createSession(core: Core, options: SessionOptions): Session {
  let handle: Promise<SessionHandle> | undefined;
  let instructed = options.token !== undefined;

  function begin(): Promise<SessionHandle> {
    return (handle ??= open(core, options.token));
  }
  /** Instructions are said once: the conversation keeps them. */
  function prepare(turn: Turn) {
    const request: ChatRequest = typeof turn === "string" ? { prompt: turn } : turn;
    const add = !instructed && options.instructions !== undefined && request.instructions === undefined;
    const { task, model } = readRequest(add ? { ...request, instructions: options.instructions } : request);
    return { task, model: model ?? options.model };
  }

  return {
    async send(turn, { signal } = {}) {
      const { task, model } = prepare(turn);
      const id = timeOrderedId("req");
      const answer = await collect(await core.run(task, { id, model, stream: false, signal }, begin));
      instructed = true;
      return presentAnswer(id, answer);
    },
    stream(turn, { signal } = {}) {
      const { task, model } = prepare(turn);
      return new ChatStream(
        () => core.run(task, { id: timeOrderedId("req"), model, stream: true, signal }, begin),
        () => {
          instructed = true;
        },
      );
    },
    token: async () => (await begin()).token,
  };
}

async function open(core: Core, token: string | undefined): Promise<SessionHandle> {
  const { house, principal } = await core.house();
  return token === undefined
    ? house.sessions.begin(principal.projectId)
    : house.sessions.resume(principal.projectId, token);
}
