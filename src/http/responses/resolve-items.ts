import { inputItem, type WireInputItem } from "../../dialects/openai-responses/items-schema.ts";
import { presentItem } from "../../dialects/openai-responses/present-item.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { FoundResponse } from "../../spec/response.ts";
import type { RouteDeps } from "../deps.ts";
import { responseOf } from "./item-place.ts";
import type { Continued } from "./read-asked.ts";

type Deps = Pick<RouteDeps, "clock" | "conversations" | "responses" | "deadAfterMs" | "compactions">;

/**
 * Puts what is meant in the place of items that only refer to it. What the conversation that goes on has already is left
 * out: it would be said twice. Fails with `not_found` for items that are not stored, or are another project's.
 */
export async function resolveItems(
  deps: Deps,
  projectId: string,
  input: readonly WireInputItem[],
  continued: Continued,
): Promise<readonly WireInputItem[]> {
  if (!input.some(({ type }) => type === "item_reference" || type === "compaction")) return input;
  const library = new Library(deps, projectId, continued);
  const resolved: WireInputItem[] = [];
  for (const [position, item] of input.entries()) {
    if (item.type === "item_reference") resolved.push(...(await library.find(item.id)));
    else if (item.type === "compaction")
      resolved.push(...deps.compactions.open(projectId, item.encrypted_content, `input[${position}]`));
    else resolved.push(item);
  }
  return resolved;
}

/** Stored items of a project. Each response is read once. */
class Library {
  readonly #deps: Deps;
  readonly #projectId: string;
  readonly #continued: Continued;
  readonly #responses = new Map<string, Promise<FoundResponse | undefined>>();

  constructor(deps: Deps, projectId: string, continued: Continued) {
    this.#deps = deps;
    this.#projectId = projectId;
    this.#continued = continued;
  }

  async find(id: string): Promise<readonly WireInputItem[]> {
    const thread = await this.#thread();
    if (thread !== undefined && (await this.#deps.conversations.item(thread, id)) !== undefined) return [];
    const home = responseOf(id);
    const response = home === undefined ? undefined : await this.#response(home);
    const found = response && itemOf(response, id);
    if (found === undefined) {
      throw new ParleyError("not_found", {
        message: `Item with id '${id.slice(0, 100).toWellFormed()}' not found. Items are not kept when 'store' is false: send the item itself.`,
        param: "input",
      });
    }
    return [inputItem.parse(found)];
  }

  async #thread(): Promise<string | undefined> {
    const { conversationId, previousResponseId: previous } = this.#continued;
    if (conversationId !== undefined || previous === undefined) return conversationId;
    return (await this.#response(previous))?.conversationId;
  }

  #response(id: string): Promise<FoundResponse | undefined> {
    const { responses, clock, deadAfterMs } = this.#deps;
    const known = this.#responses.get(id);
    const found = known ?? responses.find(this.#projectId, id, { now: clock.now(), deadAfterMs });
    if (known === undefined) this.#responses.set(id, found);
    return found;
  }
}

function itemOf({ body, input }: FoundResponse, id: string): object | undefined {
  const said = input.find((item) => item.id === id);
  if (said !== undefined) return presentItem(said.item, { id, status: "completed" });
  const output = Array.isArray(body["output"]) ? (body["output"] as readonly { readonly id?: string }[]) : [];
  return output.find((item) => item.id === id);
}
