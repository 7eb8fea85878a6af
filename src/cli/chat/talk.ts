import { nearest } from "../../lib/nearest.ts";
import { timeOrderedId } from "../../lib/random-id.ts";
import type { House } from "../../server/build.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import type { Item, Role } from "../../spec/item.ts";
import type { Usage } from "../../spec/usage.ts";
import { finishReason, type Reply, replyUsage } from "./reply.ts";

/** What a conversation needs of the house. */
export type TalkHouse = Pick<House, "engine" | "catalogue" | "sessions" | "clock">;

export interface TalkOptions {
  readonly projectId: string;
  readonly model: string;
  /** Said to the model once, at the beginning of each conversation. */
  readonly system?: string;
}

export interface AskOptions {
  readonly signal: AbortSignal;
  /** Gets the answer piece by piece, as the model wrote it. */
  readonly onText: (text: string) => void;
}

type Session = Awaited<ReturnType<House["sessions"]["begin"]>>;

/** A conversation at the terminal: the same that `POST /v1/chat` continues by its token. */
export class Talk {
  readonly #house: TalkHouse;
  readonly #projectId: string;
  readonly #system: string | undefined;
  #model: string;
  #session: Session | undefined;
  /** Whether the instructions are part of the conversation already. */
  #instructed = false;
  #token: string | undefined;

  constructor(house: TalkHouse, options: TalkOptions) {
    this.#house = house;
    this.#projectId = options.projectId;
    this.#system = options.system;
    this.#model = options.model;
    this.useModel(options.model);
  }

  get model(): string {
    return this.#model;
  }

  /** Names of all models that are listed. */
  get models(): readonly string[] {
    return this.#house.catalogue.list().map(({ id }) => id);
  }

  /** Continues the conversation later; absent as long as nothing has been said in it. */
  get token(): string | undefined {
    return this.#token;
  }

  /** From the next question on. Fails with `model_not_found` and leaves the model as it was. */
  useModel(name: string): void {
    if (this.#house.catalogue.resolve(name) === undefined) {
      const meant = nearest(name, this.models);
      const hint = meant === undefined ? "`parley models` lists what there is." : `Did you mean ${meant}?`;
      throw new ParleyError("model_not_found", {
        message: `There is no model ${name}. ${hint}`,
        param: "model",
      });
    }
    this.#model = name;
  }

  /** Continues an earlier conversation. Fails with `not_found`. */
  async resume(token: string): Promise<void> {
    try {
      this.#session = await this.#house.sessions.resume(this.#projectId, token);
    } catch (error) {
      if (!(error instanceof ParleyError) || error.code !== "not_found") throw error;
      const message =
        "In this data folder there is no conversation with this token. Leave out --session to begin a new one.";
      throw new ParleyError("not_found", { message, param: "session" });
    }
    this.#token = token;
  }

  /** The next question begins a new conversation. */
  forget(): void {
    this.#session = undefined;
    this.#token = undefined;
    this.#instructed = false;
  }

  /** Asks, and keeps the turn when it has ended well. A turn that fails or is cancelled is not kept. */
  async ask(prompt: string, { signal, onText }: AskOptions): Promise<Reply> {
    const session = (this.#session ??= await this.#house.sessions.begin(this.#projectId));
    const items = [message("user", prompt)];
    if (this.#system !== undefined && !this.#instructed) items.unshift(message("developer", this.#system));
    const id = timeOrderedId("req");
    const created = Math.floor(this.#house.clock.now() / 1000);
    const stream = this.#house.engine.run({
      id,
      principal: { projectId: this.#projectId, name: "terminal" },
      model: this.#model,
      task: { kind: "generate", items, options: {} },
      stream: true,
      signal,
      conversationId: session.conversationId,
    });
    const answer = new Gathered(this.#model);
    try {
      for (let step = await stream.next(); step.done !== true; step = await stream.next()) {
        const text = answer.add(step.value);
        if (text !== "") onText(text);
      }
    } finally {
      await stream.return();
    }
    this.#instructed = true;
    this.#token = session.token;
    const { token, conversationId: conversation } = session;
    return {
      id: `chat-${id.slice(4)}`,
      object: "chat",
      created,
      session: token,
      conversation,
      ...answer.told(),
    };
  }
}

/** What an answer's events come to. */
class Gathered {
  #model: string;
  #text = "";
  #finish: Finish | undefined;
  #usage: Usage | undefined;

  constructor(model: string) {
    this.#model = model;
  }

  /** Gives the piece of text in the event, which may be empty. */
  add(event: StreamEvent): string {
    if (event.type === "choice-finish") this.#finish = event.finish;
    if (event.type === "start") this.#model = event.model;
    if (event.type === "end") {
      this.#model = event.model ?? this.#model;
      this.#usage = event.usage;
    }
    if (event.type !== "text-delta" && event.type !== "refusal-delta") return "";
    this.#text += event.text;
    return event.text;
  }

  told() {
    return {
      model: this.#model,
      text: this.#text,
      finish_reason: finishReason(this.#finish),
      usage: replyUsage(this.#usage),
    };
  }
}

function message(role: Role, text: string): Item {
  return { type: "message", role, content: [{ type: "text", text }] };
}
