import { randomBytes } from "node:crypto";
import type { ListedModel } from "../engine/catalogue.ts";
import { collect } from "../engine/collect.ts";
import type { Session as SessionHandle } from "../engine/sessions.ts";
import { timeOrderedId } from "../lib/random-id.ts";
import type { House } from "../server/build.ts";
import type { SettingsInput } from "../server/settings/schema.ts";
import type { EmbedTask, GenerateTask } from "../spec/call.ts";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream } from "../spec/event.ts";
import type { Principal } from "../spec/principal.ts";
import type { Usage } from "../spec/usage.ts";
import { type ChatAnswer, presentAnswer } from "./answer.ts";
import { ChatStream } from "./chat-stream.ts";
import { type ChatRequest, readRequest } from "./request.ts";
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

/** The engine in your process, without HTTP. Every failure is a `ParleyError` with a code of the closed union. */
export interface Parley {
  chat(request: ChatRequest, options?: CallOptions): Promise<ChatAnswer>;
  stream(request: ChatRequest, options?: CallOptions): ChatStream;
  embed(request: EmbedRequest, options?: CallOptions): Promise<EmbedAnswer>;
  /** A conversation that remembers. With a token, an earlier one is continued. */
  session(options?: SessionOptions): Session;
  models(): Promise<readonly ListedModel[]>;
  /** Closes connections and the database. Open calls fail. */
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly token?: string;
  readonly model?: string;
  /** How the model shall behave, from the first turn on. */
  readonly instructions?: string;
}

interface OpenHouse {
  readonly house: House;
  readonly principal: Principal;
  readonly defaultModel: string;
}

/** What the parts of the library need of each other. */
export interface Core {
  /** Opens the house on first use. */
  house(): Promise<OpenHouse>;
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

/** Makes a Parley. Nothing is opened before the first call. */
export function createParley(options: ParleyOptions = {}): Parley {
  let opened: Promise<OpenHouse> | undefined;
  let closed = false;
  const core: Core = {
    house() {
      if (closed) throw new TypeError("this Parley is closed");
      return (opened ??= openHouse(options));
    },
    async run(task, how, session) {
      const { house, principal, defaultModel } = await core.house();
      const conversationId = session === undefined ? undefined : (await session()).conversationId;
      return house.engine.run({
        id: how.id,
        principal,
        model: how.model ?? defaultModel,
        task,
        stream: how.stream,
        signal: how.signal ?? new AbortController().signal,
        ...(conversationId !== undefined && { conversationId }),
      });
    },
  };
  return {
    async chat(request, { signal } = {}) {
      const { task, model } = readRequest(request);
      const id = timeOrderedId("req");
      return presentAnswer(id, await collect(await core.run(task, { id, model, stream: false, signal })));
    },
    stream(request, { signal } = {}) {
      const { task, model } = readRequest(request);
      return new ChatStream(() => core.run(task, { id: timeOrderedId("req"), model, stream: true, signal }));
    },
    embed: (request, { signal } = {}) => embed(core, request, signal),
    session: (sessionOptions = {}) => createSession(core, sessionOptions),
    models: async () => (await core.house()).house.catalogue.list(),
    async close() {
      closed = true;
      await (await opened)?.house.close();
    },
  };
}

async function embed(
  core: Core,
  request: EmbedRequest,
  signal: AbortSignal | undefined,
): Promise<EmbedAnswer> {
  const inputs = typeof request.input === "string" ? [request.input] : request.input;
  if (inputs.length === 0)
    throw new ParleyError("empty_array", { message: "'input' must not be empty.", param: "input" });
  const task: EmbedTask = {
    kind: "embed",
    inputs,
    ...(request.dimensions !== undefined && { dimensions: request.dimensions }),
  };
  const how = { id: timeOrderedId("req"), model: request.model, stream: false, signal };
  const answer = await collect(await core.run(task, how));
  return {
    model: answer.model ?? request.model,
    embeddings: answer.embeddings,
    ...(answer.usage !== undefined && { usage: answer.usage }),
  };
}

/** Loaded on first use, so that importing the library opens and loads nothing. */
async function openHouse(options: ParleyOptions): Promise<OpenHouse> {
  const [{ buildHouse }, { loadSettings }, { loadPepper }, { defaultProject }] = await Promise.all([
    import("../server/build.ts"),
    import("../server/settings/load.ts"),
    import("../server/pepper.ts"),
    import("../admin/projects.ts"),
  ]);
  const settings = loadSettings({
    // Whatever the program keeps is in its folder, and so are its models.
    env: {
      ...(options.env ?? process.env),
      ...(options.data !== undefined && { PARLEY_DATA: options.data }),
    },
    cwd: process.cwd(),
    readFile: noFile,
    ...(options.settings !== undefined && { input: options.settings }),
  });
  const house = await buildHouse(settings, {
    database: options.data === undefined ? ":memory:" : `${options.data}/parley.db`,
    pepper: options.data === undefined ? randomBytes(32) : await loadPepper(options.data),
    observer: { attemptEnded: () => undefined, callEnded: () => undefined },
    warn: options.warn ?? (() => undefined),
  });
  const project = await defaultProject(house.keys);
  return {
    house,
    principal: { projectId: project.id, name: "library" },
    defaultModel: settings.defaultModel,
  };
}

/** A library reads no file that it was not given. */
function noFile(): never {
  throw Object.assign(new Error("no file"), { code: "ENOENT" });
}
