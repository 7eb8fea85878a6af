import type { Clock } from "../../lib/clock.ts";
import type { Secret } from "../../lib/secret.ts";
import type { Provider } from "../../spec/provider.ts";
import type { UpstreamOptions } from "./options.ts";

/** The closed union: what `type` can be in the settings, beside those with settings of their own. */
export type UpstreamType = "anthropic" | "bedrock" | "gemini" | "ollama" | "openai-responses";

/** A kind of upstream that the settings can name as a provider's `type`: all that is known of it beside its code. */
export interface UpstreamKind {
  readonly type: UpstreamType;
  /** One sentence for the settings' reference. */
  readonly summary: string;
  /** Where it lives, without a slash at the end; absent where everybody has an address of their own. */
  readonly baseUrl?: string;
  /** The environment variables in which its own documentation keeps the key; the first that is set counts. */
  readonly keyVariables: readonly string[];
  /** Where alone a key of these variables may go; absent: where it lives. */
  readonly keyOrigin?: string;
  /** Whether no call can succeed without a key. */
  readonly keyRequired: boolean;
  /** Its requests are signed with an access key of Amazon's where there is no `apiKey`. */
  readonly signed?: true;
  /** Loads the code that makes providers of this kind: nobody has it in memory who has no such provider. */
  load(): Promise<CreateUpstream>;
}

export type CreateUpstream = (deps: UpstreamDeps, options: KindOptions) => Provider;

export interface UpstreamDeps {
  readonly clock: Pick<Clock, "now">;
}

export interface KindOptions extends UpstreamOptions {
  /** Amazon's; where `signed`. */
  readonly region?: string;
  readonly accessKey?: {
    readonly id: string;
    readonly secret: Secret;
    readonly sessionToken?: Secret;
  };
}
