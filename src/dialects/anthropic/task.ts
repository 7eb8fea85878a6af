import type { GenerateOptions, GenerateTask } from "../../spec/call.ts";
import type { Item } from "../../spec/item.ts";
import { readItems } from "./read-items.ts";
import { readOptions } from "./read-options.ts";
import type { CountRequest, MessagesRequest } from "./schema.ts";

/**
 * A Messages request as a task. Items and options are made when somebody asks for them: a call on the fast lane never
 * does. What only Anthropic can do fails there with `unsupported_by_provider`, and not before.
 */
export class MessagesTask implements GenerateTask {
  readonly kind = "generate";
  readonly #request: CountRequest | MessagesRequest;
  #items: readonly Item[] | undefined;
  #options: GenerateOptions | undefined;

  constructor(request: CountRequest | MessagesRequest) {
    this.#request = request;
  }

  get items(): readonly Item[] {
    return (this.#items ??= readItems(this.#request));
  }

  get options(): GenerateOptions {
    return (this.#options ??= readOptions(this.#request));
  }
}
