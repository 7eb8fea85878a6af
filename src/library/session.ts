import { collect } from "../engine/collect.ts";
import type { Session as SessionHandle } from "../engine/sessions.ts";
import { timeOrderedId } from "../lib/random-id.ts";
import { type ChatAnswer, presentAnswer } from "./answer.ts";
import { ChatStream } from "./chat-stream.ts";
import type { CallOptions, Core, SessionOptions } from "./create-parley.ts";
import { checkSessionOptions, readSignal } from "./options.ts";
import { type ChatRequest, readRequest, textMessage } from "./request.ts";

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
  checkSessionOptions(options);
  let handle: Promise<SessionHandle> | undefined;
  let instructed = options.token !== undefined;

  function begin(): Promise<SessionHandle> {
    return (handle ??= open(core, options.token).catch((error: unknown) => {
      handle = undefined; // the next turn tries again
      throw error;
    }));
  }
  /** Instructions are said once: the conversation keeps them. */
  function prepare(turn: Turn) {
    const { task, model, instructions } = readRequest(typeof turn === "string" ? { prompt: turn } : turn);
    const first = instructed ? undefined : options.instructions;
    const items =
      first === undefined || instructions !== undefined
        ? task.items
        : [textMessage("developer", first), ...task.items];
    return { task: { ...task, items }, model: model ?? options.model };
  }

  return {
    async send(turn, callOptions) {
      const { task, model } = prepare(turn);
      const how = { id: timeOrderedId("req"), model, stream: false, signal: readSignal(callOptions) };
      const answer = await collect(await core.run(task, how, begin));
      instructed = true;
      return presentAnswer(how.id, answer);
    },
    stream(turn, callOptions) {
      const { task, model } = prepare(turn);
      const signal = readSignal(callOptions);
      return new ChatStream(
        () => core.run(task, { id: timeOrderedId("req"), model, stream: true, signal }, begin),
        () => {
          instructed = true;
        },
      );
    },
    token: () => core.work(async () => (await begin()).token),
  };
}

async function open(core: Core, token: string | undefined): Promise<SessionHandle> {
  const { house, principal } = await core.house();
  return token === undefined
    ? house.sessions.begin(principal.projectId)
    : house.sessions.resume(principal.projectId, token);
}
