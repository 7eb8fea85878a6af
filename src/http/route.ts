import type { IncomingMessage } from "node:http";
import type { ZodObject, ZodType } from "zod";
import type { Exchange } from "./exchange.ts";
import type { ProblemForm } from "./problem-form.ts";
import type { Access, Tag } from "./scopes.ts";

/** One door of the API. The route table is made of these, and everything else is made of the table. */
export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  /** With `:name` for a segment, and `*` at the end for the rest of the path. */
  readonly path: string;
  /** `key`: with an API key, or signed in. `account`: only signed in. The name of an action: who may do that, see `can.ts`. `open`: anybody who reaches the port. */
  readonly access: Access;
  /** One sentence for the reference. */
  readonly summary: string;
  readonly tag: Tag;
  /** What may stand after `?` in the address; see `createQueryReader`. */
  readonly query?: ZodObject;
  /** Shape of the JSON body. */
  readonly request?: ZodType;
  /** It is open, and finds out itself which key asks: a wrong one is counted and told to the audit log as elsewhere. */
  readonly asksClient?: true;
  /** The body is a form (application/x-www-form-urlencoded), not JSON. */
  readonly form?: true;
  /** Shape of the answer with status 200; absent when it is not JSON. */
  readonly response?: ZodType;
  /** Media type of the answer when it is not JSON, or not always. */
  readonly otherType?: string;
  /** Largest body in bytes, where it may be larger than others'. */
  readonly bodyBytes?: number;
  /** A call costs money: with an `Idempotency-Key` it is made once, see docs/idempotency.md. */
  readonly idempotent?: boolean;
  /** A header that may hold the key as well as `Authorization` may. */
  readonly keyHeader?: "x-api-key";
  /** How failures look to whoever asks; OpenAI's form where this is absent or says nothing. */
  problem?(request: IncomingMessage): ProblemForm | undefined;
  /** Shape of a failure, where it is not OpenAI's. */
  readonly failure?: ZodType;
  /** Called often enough to be served without the router. Its path has no parameters. */
  readonly hot?: boolean;
  handle(exchange: Exchange): Promise<void> | void;
}
