import { readOutput } from "../../dialects/openai-responses/read-turn.ts";
import { ResponsesWriter } from "../../dialects/openai-responses/write-answer.ts";
import type { EventLog } from "../../engine/conversations/event-log.ts";
import { newItem } from "../../engine/conversations/item-ids.ts";
import type { NewItem } from "../../spec/conversation.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEnd, StreamEvent } from "../../spec/event.ts";
import type { Item } from "../../spec/item.ts";
import type { FoundResponse, ResponseRow, ResponseStatus } from "../../spec/response.ts";
import type { KeptAnswer, TurnKeeper } from "../../spec/turn-keeper.ts";
import type { RouteDeps } from "../deps.ts";
import { inputId, responseId } from "./item-place.ts";
import type { Asked } from "./read-asked.ts";

type Deps = Pick<RouteDeps, "clock" | "responses" | "instanceId" | "deadAfterMs" | "responsesExpireAfterMs">;

export interface MakingParts {
  /** The id of the call, without `req_`. */
  readonly id: string;
  readonly projectId: string;
  readonly asked: Asked;
  /** Whether anybody reads the events. */
  readonly streamed: boolean;
  /** Where the events are kept; but for the last one, which is told by the response. */
  readonly log?: EventLog;
}

/** A response from its first event to its last, as it is told, and as it is kept. */
export class Making implements TurnKeeper {
  readonly id: string;
  readonly instructions: readonly Item[];
  readonly said: readonly NewItem[];
  readonly answered: readonly string[];
  readonly #deps: Deps;
  readonly #parts: MakingParts;
  readonly #createdMs: number;
  readonly #writer: ResponsesWriter;
  #announced: Promise<boolean> | undefined;
  #end:
    | { readonly closed: string; readonly last: string; readonly body: Record<string, unknown> }
    | undefined;

  constructor(deps: Deps, parts: MakingParts) {
    const { id, asked, streamed } = parts;
    const { store, background, continued, items, answered, instructions, options, request } = asked;
    this.#deps = deps;
    this.#parts = parts;
    this.#createdMs = deps.clock.now();
    this.id = responseId(id);
    this.instructions = instructions;
    this.answered = answered;
    this.said = items.map((item, index) =>
      newItem(item, { at: this.#createdMs, id: inputId(id, item, index), ...this.#home }),
    );
    this.#writer = new ResponsesWriter(
      { id, createdMs: this.#createdMs, model: request.model },
      request,
      { kind: "generate", items, options },
      { store, background, ...continued, silent: !streamed, now: () => deps.clock.now() },
    );
  }

  /** The response where it has ended well. */
  get body(): Record<string, unknown> | undefined {
    return this.#end?.body;
  }

  /** The response while nobody has worked on it yet. */
  get queued(): Record<string, unknown> {
    return this.#writer.response("queued");
  }

  begin(): string {
    return this.#told(this.#writer.begin());
  }

  event(event: Exclude<StreamEvent, StreamEnd>): string {
    return this.#told(this.#writer.event(event));
  }

  /**
   * Lets others find the response while it is made, in the background at least. Fails with `cancelled` when it has an end
   * already, and with `storage_unavailable`.
   */
  async announce(status: "queued" | "in_progress"): Promise<void> {
    if (!this.#parts.asked.store) return;
    const before = this.#announced;
    const row = this.#row(status, this.#writer.response(status));
    this.#announced = (async () => {
      await before;
      return this.#deps.responses.put(row);
    })();
    this.#announced.catch(() => undefined); // told to whoever waits for it, here or at the end
    if (!(await this.#announced)) throw new ParleyError("cancelled");
  }

  async end(end: StreamEnd): Promise<KeptAnswer | undefined> {
    const { store, continued } = this.#parts.asked;
    const { closed, last, response } = this.#writer.finish(end);
    // Numbers, and all, which another end would need: what was closed is told, whatever comes behind it.
    this.#end = { closed: this.#told(closed), last, body: response };
    const at = this.#deps.clock.now();
    const items = readOutput(this.#writer.items).map(({ id, item, incomplete }) =>
      newItem(item, { at, id, ...(incomplete && { incomplete: true }), ...this.#home }),
    );
    if (!store) return continued.conversationId === undefined ? undefined : { items };
    await this.#parts.log?.close();
    await this.#checkWanted();
    return { items, response: this.#row(response["status"] as ResponseStatus, response) };
  }

  partial(): readonly NewItem[] | undefined {
    const at = this.#deps.clock.now();
    const messages = this.#writer.items.filter((item) => "role" in item);
    if (messages.length === 0) return undefined;
    return readOutput(messages).map(({ id, item, incomplete }) =>
      newItem(item, { at, id, ...(incomplete && { incomplete: true }), ...this.#home }),
    );
  }

  /** The last events of an answer that was kept, or need not be. */
  async last(end: StreamEnd): Promise<string> {
    if (this.#end === undefined) await this.end(end);
    return this.#end === undefined ? "" : this.#end.closed + this.#end.last;
  }

  /** Writes down that the answer broke off, as far as that can be done, and gives the events that tell it. */
  async broken(fault: ParleyError): Promise<string> {
    const cancelled = fault.code === "cancelled";
    const { told, last, response } = this.#writer.fail(fault, cancelled ? "cancelled" : "failed");
    const closed = this.#end?.closed ?? "";
    if (this.#announced !== undefined) {
      if (!cancelled) this.#told(told);
      await this.#parts.log?.close().catch(() => undefined); // who follows gets the end all the same
      await this.#announced.catch(() => undefined); // as below
      const row = this.#row(cancelled ? "cancelled" : "failed", response);
      // Where the storage is away, others take the response for lost when this process has ended.
      if (await this.#find().catch(() => undefined))
        await this.#deps.responses.put(row).catch(() => undefined);
    }
    return closed + told + last;
  }

  get #home(): { readonly responseId?: string } {
    return this.#parts.asked.store ? { responseId: this.id } : {};
  }

  /** Keeps events as they are told. */
  #told(text: string): string {
    const { log } = this.#parts;
    if (log === undefined || text === "") return text;
    for (const event of text.split("\n\n").slice(0, -1)) log.add(Buffer.from(`${event}\n\n`));
    return text;
  }

  /** What was deleted must not come back with its end. */
  async #checkWanted(): Promise<void> {
    if (this.#announced === undefined) return;
    await this.#announced;
    if ((await this.#find()) === undefined) throw new ParleyError("cancelled");
  }

  #find(): Promise<FoundResponse | undefined> {
    const { responses, clock, deadAfterMs } = this.#deps;
    return responses.find(this.#parts.projectId, this.id, { now: clock.now(), deadAfterMs });
  }

  #row(status: ResponseStatus, body: ResponseRow["body"]): ResponseRow {
    const { projectId, asked } = this.#parts;
    const { previousResponseId } = asked.continued;
    return {
      id: this.id,
      projectId,
      status,
      body,
      input: this.said.map(({ id, item }) => ({ id, item })),
      instanceId: this.#deps.instanceId,
      createdAt: this.#createdMs,
      expiresAt: this.#createdMs + this.#deps.responsesExpireAfterMs,
      ...(previousResponseId !== undefined && { previousResponseId }),
    };
  }
}
