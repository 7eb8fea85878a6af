import type { Answer } from "./answer.ts";
import type { EmbedTask, GenerateTask } from "./call.ts";
import type { ParleyError } from "./errors.ts";
import type { StreamEnd, StreamEvent } from "./event.ts";
import type { ProviderModel } from "./provider.ts";

/** A request as it lies on the wire, without its transport. */
export interface WireRequest {
  readonly method: string;
  /** Without the query, beginning with `/`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON; `undefined` when there was no body. */
  readonly body: unknown;
}

/** Writes one answer in a dialect. Each piece is one or more whole events of its stream. */
export interface AnswerWriter {
  /** Media type of the stream. */
  readonly streamType: string;
  event(event: Exclude<StreamEvent, StreamEnd>): string | Uint8Array;
  end(event: StreamEnd): string | Uint8Array;
  /** What the reader is told when the answer breaks off; the stream ends behind it without its usual end. */
  failure(error: ParleyError): string | Uint8Array;
  whole(answer: Answer): object;
}

/** What a request of a dialect asks for. */
export type DialectRequest =
  | {
      readonly kind: "answer";
      readonly task: GenerateTask | EmbedTask;
      /** The model as the caller names it. */
      readonly model: string;
      readonly stream: boolean;
      writer(frame: AnswerFrame): AnswerWriter;
    }
  /** How many tokens the input of an answer would have. */
  | {
      readonly kind: "count";
      readonly task: GenerateTask | EmbedTask;
      readonly model: string;
      present(inputTokens: number): object;
    }
  | { readonly kind: "models"; present(models: readonly ProviderModel[]): object }
  /** Something that needs no model. */
  | { readonly kind: "document"; readonly status: number; readonly body: object };

/** What an answer says beside what the model wrote. */
export interface AnswerFrame {
  /** 32 hexadecimal digits, different for each call. */
  readonly id: string;
  /** Unix milliseconds. */
  readonly createdMs: number;
  readonly model: string;
}

/**
 * A wire protocol as its servers speak it: requests are read, answers and errors written. Pure. The HTTP floor serves
 * clients with it, `parley rehearse` plays the provider with it, and providers' tests close the circle with it.
 */
export interface Dialect {
  /** `undefined` for an address that the dialect does not have. Fails with a `ParleyError` for a bad request. */
  read(request: WireRequest): DialectRequest | undefined;
  problem(error: ParleyError): {
    readonly status: number;
    readonly body: object;
    readonly headers?: Readonly<Record<string, string>>;
  };
}
