import type { ListedModel } from "../engine/catalogue.ts";
import { collect } from "../engine/collect.ts";
import type { Session as SessionHandle } from "../engine/sessions.ts";
import { timeOrderedId } from "../lib/random-id.ts";
import type { SettingsInput } from "../server/settings/schema.ts";
import type { EmbedTask, GenerateTask } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream } from "../spec/event.ts";
import type { Usage } from "../spec/usage.ts";
import { type ChatAnswer, presentAnswer } from "./answer.ts";
import { ChatStream } from "./chat-stream.ts";
import { embed } from "./embed.ts";
import { type OpenHouse, openHouse } from "./open-house.ts";
import { checkParleyOptions, readSignal } from "./options.ts";
import { type ChatRequest, readRequest } from "./request.ts";
import { RunningCalls } from "./running-calls.ts";
import { type Session, createSession } from "./session.ts";

export interface ParleyOptions {
  /** Folder of the database, shared with a server if you like. Absent: everything is kept in memory. */
  readonly data?: string;
  /** What `parley.yaml` would say. Absent: as the server without a file. */
  readonly settings?: Pick<SettingsInput, "providers" | "models" | "defaultModel" | "conversations">;
  /** For OPENAI_API_KEY and its kin, when there are no settings. By default the process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Told of trouble that ends no call. By default nobody is. */
  readonly warn?: (message: string, error?: unknown) => void;
}

export interface CallOptions {
  /** Ends the call: it then fails with the code `cancelled`. */
  readonly signal?: AbortSignal;
}

export interface EmbedRequest {
  readonly model: string;
  readonly input: string | readonly string[];
  readonly dimensions?: number;
}

export interface EmbedAnswer {
  readonly model: string;
  /** One for each input, in its order. */
  readonly embeddings: readonly Float32Array[];
  readonly usage?: Usage;
}

/**
 * The engine in your process, without HTTP. Every failure is a `ParleyError` with a code of the closed union.
 * A `TypeError` is a mistake in the program, such as a call after `close`.
 */
export interface Parley {
  chat(request: ChatRequest, options?: CallOptions): Promise<ChatAnswer>;
  stream(request: ChatRequest, options?: CallOptions): ChatStream;
  embed(request: EmbedRequest, options?: CallOptions): Promise<EmbedAnswer>;
  /** A conversation that remembers. With a token, an earlier one is continued. */
  session(options?: SessionOptions): Session;
  models(): Promise<readonly ListedModel[]>;
  /** Ends open calls, which fail as `cancelled`, and closes connections and the database. May be called again. */
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly token?: string;
  readonly model?: string;
  /** How the model shall behave, from the first turn on. */
  readonly instructions?: string;
}

/** What the parts of the library need of each other. */
export interface Core {
  /** Opens the house on first use. To be called within `work` or `run`, which closing waits for. */
  house(): Promise<OpenHouse>;
  /** Does something short with the house. */
  work<T>(task: () => Promise<T>): Promise<T>;
  /** Runs a task; `session` is asked for once the house is open. */
  run(
    task: GenerateTask | EmbedTask,
    how: {
      readonly id: string;
      readonly model: string | undefined;
      readonly stream: boolean;
      readonly signal: AbortSignal | undefined;
    },
    session?: () => Promise<SessionHandle>,
  ): Promise<EventStream>;
}

/** How long `models` waits for providers that were never asked for theirs, in milliseconds. */
const listPatience = 2_000;

/**
 * Makes a Parley. Nothing is opened before the first call; an opening that fails is tried again by the next call.
 * Throws a `TypeError` for an option that does not exist.
 */
export function createParley(options: ParleyOptions = {}): Parley {
  checkParleyOptions(options);
  const calls = new RunningCalls();
  let opened: Promise<OpenHouse> | undefined;
  let closing: Promise<void> | undefined;
  const core: Core = {
    house() {
      return (opened ??= openHouse(options).catch((error: unknown) => {
        opened = undefined;
        throw error;
      }));
    },
    work: (task) => calls.work(task),
    run: (task, how, session) =>
      calls.run(how.signal, async (signal) => {
        const { house, principal, defaultModel } = await core.house();
        const conversationId = session === undefined ? undefined : (await session()).conversationId;
        if (signal.aborted) throw new ParleyError("cancelled");
        return house.engine.run({
          id: how.id,
          principal,
          model: how.model ?? defaultModel,
          task,
          stream: how.stream,
          signal,
          ...(conversationId !== undefined && { conversationId }),
        });
      }),
  };
  async function close(): Promise<void> {
    await calls.close();
    const house = await opened?.catch(() => undefined); // told to whoever asked for it
    await house?.house.close();
  }
  return {
    async chat(request, callOptions) {
      const { task, model } = readRequest(request);
      const how = { id: timeOrderedId("req"), model, stream: false, signal: readSignal(callOptions) };
      return presentAnswer(how.id, await collect(await core.run(task, how)));
    },
    stream(request, callOptions) {
      const { task, model } = readRequest(request);
      const signal = readSignal(callOptions);
      return new ChatStream(() => core.run(task, { id: timeOrderedId("req"), model, stream: true, signal }));
    },
    embed: async (request, callOptions) => embed(core, request, readSignal(callOptions)),
    session: (sessionOptions = {}) => createSession(core, sessionOptions),
    models: () =>
      core.work(async () => {
        const { catalogue } = (await core.house()).house;
        await catalogue.readLists(listPatience);
        return catalogue.list();
      }),
    close: () => (closing ??= close()),
  };
}
