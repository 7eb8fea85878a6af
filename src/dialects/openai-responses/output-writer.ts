import { ParleyError } from "../../spec/errors.ts";
import type { StreamEnd, StreamEvent, ToolCallStart } from "../../spec/event.ts";
import type { FilePart, Seal } from "../../spec/item.ts";
import { presentAnnotation } from "./annotations.ts";
import type { EventLines } from "./event-line.ts";
import { RunningCall } from "./running-call.ts";
import { RunningMessage } from "./running-message.ts";
import { RunningThought } from "./running-thought.ts";
import { callSealText, sealText } from "./seals.ts";

type Running = RunningMessage | RunningThought | RunningCall;

/** Ids of thoughts that are OpenAI's own; nothing else of a seal may become an id. */
const ownId = /^rs_\w{1,128}$/;

/**
 * The items of one answer, as events of the protocol. A message or a thought ends when something else begins; calls stay
 * open until the answer ends, since some upstreams write several at once.
 */
export class OutputWriter {
  readonly #lines: EventLines;
  readonly #idBase: string;
  readonly #documents: readonly FilePart[];
  readonly #keepIds: boolean;
  readonly #running: Running[] = [];
  readonly #calls = new Map<number, RunningCall>();
  readonly #ids = new Set<string>();
  #message: RunningMessage | undefined;
  #thought: RunningThought | undefined;
  /** UTF-16 units of text so far, and where the part that is being written began. */
  #length = 0;
  #partStart = 0;

  /**
   * @param idBase What makes the ids of this answer's items different from all others'.
   * @param keepIds Whether thoughts may keep ids that their maker gave them.
   */
  constructor(lines: EventLines, idBase: string, documents: readonly FilePart[], keepIds = true) {
    this.#lines = lines;
    this.#idBase = idBase;
    this.#documents = documents;
    this.#keepIds = keepIds;
  }

  /** The items as far as they have come. */
  get items(): readonly object[] {
    return this.#running.map(({ item }) => item);
  }

  /** Other choices than the first have no place in this protocol, which cannot ask for them. */
  event(event: Exclude<StreamEvent, StreamEnd>): string {
    switch (event.type) {
      case "text-delta": {
        const [opened, message] = this.#openMessage();
        if (message.atPartStart) this.#partStart = this.#length;
        this.#length += event.text.length;
        return opened + message.text(event.text, event.logprobs);
      }
      case "refusal-delta": {
        const [opened, message] = this.#openMessage();
        return opened + message.refusal(event.text);
      }
      case "annotation": {
        const [opened, message] = this.#openMessage();
        if (message.atPartStart) this.#partStart = this.#length;
        const shown = presentAnnotation(event.annotation, this.#partStart, this.#documents);
        return opened + message.annotation(shown);
      }
      case "reasoning-delta": {
        const [opened, thought] = this.#openThought(undefined);
        return opened + thought.text(event.text);
      }
      case "reasoning-seal":
        return this.#seal(event.seal);
      case "tool-call-start":
        return this.#startCall(event);
      case "tool-call-delta":
        return this.#calls.get(event.index)?.text(event.text) ?? "";
      case "start":
      case "choice-finish":
        return "";
      case "embedding":
      case "source-bytes":
        throw new ParleyError("upstream_invalid");
    }
  }

  /** Ends everything. An answer that was cut was cut in its last item. */
  close(cut: boolean): string {
    const last = this.#running.at(-1);
    const status = (item: Running) => (cut && item === last ? "incomplete" : "completed");
    let text = this.#closeText(cut);
    for (const call of this.#calls.values()) text += call.close(status(call));
    this.#calls.clear();
    return text;
  }

  /** The answer fails: what is open stays as it is. No client may take half a call for one that can be made. */
  abandon(): void {
    if (this.#message !== undefined) this.#message.item.status = "incomplete";
    for (const call of this.#calls.values()) call.settle("incomplete");
  }

  /** A message is cut only where it is the last item of all. */
  #closeText(cut = false): string {
    const message = this.#message;
    const last = message === this.#running.at(-1);
    const text =
      (this.#thought?.close() ?? "") + (message?.close(cut && last ? "incomplete" : "completed") ?? "");
    this.#message = undefined;
    this.#thought = undefined;
    return text;
  }

  #openMessage(): readonly [opened: string, message: RunningMessage] {
    if (this.#message !== undefined) return ["", this.#message];
    const closed = this.#closeText();
    const index = this.#running.length;
    const message = new RunningMessage(this.#lines, index, this.#id("msg", index));
    this.#message = message;
    this.#running.push(message);
    return [closed + message.open(), message];
  }

  #openThought(seal: Seal | undefined): readonly [opened: string, thought: RunningThought] {
    if (this.#thought !== undefined) return ["", this.#thought];
    const closed = this.#closeText();
    const index = this.#running.length;
    const thought = new RunningThought(this.#lines, index, this.#thoughtId(seal, index));
    this.#thought = thought;
    this.#running.push(thought);
    return [closed + thought.open(), thought];
  }

  #seal(seal: Seal): string {
    const [opened, thought] = this.#openThought(seal);
    this.#thought = undefined;
    return opened + thought.close(sealText(seal, thought.item.id));
  }

  #startCall(event: ToolCallStart): string {
    let text = this.#closeText();
    if (event.seal !== undefined) {
      const [opened, thought] = this.#openThought(undefined);
      this.#thought = undefined;
      text += opened + thought.close(callSealText(event.callId, event.seal));
    }
    const index = this.#running.length;
    const prefix = event.kind === "custom" ? "ctc" : "fc";
    const call = new RunningCall(this.#lines, index, this.#id(prefix, index), event);
    this.#calls.set(event.index, call);
    this.#running.push(call);
    return text + call.open();
  }

  /** A thought of OpenAI's keeps its id where it is known in time: the two belong together. */
  #thoughtId(seal: Seal | undefined, index: number): string {
    const { maker, id } = seal ?? {};
    if (!this.#keepIds || maker !== "openai" || id === undefined || !ownId.test(id) || this.#ids.has(id))
      return this.#id("rs", index);
    this.#ids.add(id);
    return id;
  }

  #id(prefix: string, index: number): string {
    const id = `${prefix}_${this.#idBase}${index.toString(16).padStart(2, "0")}`;
    this.#ids.add(id);
    return id;
  }
}
