import type { Command } from "commander";
import type { KeyTerms } from "../../admin/key-bounds.ts";
import { type Role, roles } from "../../spec/actor.ts";
import { UsageError } from "../exit.ts";
import { spanOption } from "../span-option.ts";

export interface JsonOption {
  readonly json?: boolean;
}

/** What may be said of a key when it is made or changed. */
export interface TermOptions extends JsonOption {
  readonly scopes?: string;
  readonly models?: string;
  readonly expires?: string;
  readonly addresses?: string;
  readonly origins?: string;
  readonly metadata?: readonly string[];
}

/** Adds the options that say what a key may do. */
export function withTerms(command: Command): Command {
  return command
    .option("--scopes <list>", "parts of the API it may use, such as chat,models; `all` for every one")
    .option("--models <list>", "models it may ask, such as gpt-*,llama; `all` for every one")
    .option("--expires <when>", "a time such as 2027-01-31T00:00Z, or a span such as 90d; `never` for no end")
    .option("--addresses <list>", "IP addresses it may come from, such as 10.0.0.0/8; `all` for every one")
    .option("--origins <list>", "pages it may come from, such as https://app.example; `all` for every one")
    .option("--metadata <name=value...>", "labels of your own; they replace those that there are");
}

/** What the options say, and nothing of what they do not. Throws a `UsageError`. */
export function termsOf(options: TermOptions, now: number): KeyTerms {
  const { scopes, models, expires, addresses, origins, metadata } = options;
  return {
    ...(scopes !== undefined && { scopes: listOf(scopes) }),
    ...(models !== undefined && { models: listOf(models) }),
    ...(addresses !== undefined && { addresses: listOf(addresses) }),
    ...(origins !== undefined && { origins: listOf(origins) }),
    ...(expires !== undefined && { expiresAt: endOf(expires, now) }),
    ...(metadata !== undefined && { metadata: Object.fromEntries(metadata.map(pairOf)) }),
  };
}

/** `null` where nothing is narrowed. */
function listOf(text: string): readonly string[] | null {
  return text === "all" ? null : text.split(",").map((entry) => entry.trim());
}

function endOf(text: string, now: number): number | null {
  if (text === "never") return null;
  if (/^\d{4}-/.test(text)) {
    const time = /(?:Z|[+-]\d\d:\d\d)$|^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
    if (!Number.isFinite(time))
      throw new UsageError(`--expires must be a time with its zone, such as 2027-01-31T00:00Z, not ${text}.`);
    return time;
  }
  return now + spanOption("--expires", text);
}

function pairOf(text: string): [string, string] {
  const at = text.indexOf("=");
  if (at < 1) throw new UsageError(`--metadata must be name=value, not ${text}.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** A role that an option names. Throws a `UsageError`. */
export function roleOf(option: string, text: string | undefined): Role | undefined {
  if (text === undefined) return undefined;
  const role = roles.find((one) => one === text);
  if (role !== undefined) return role;
  throw new UsageError(`${option} must be one of ${roles.join(", ")}, not ${text}.`);
}
