import { plainAddress } from "../../lib/plain-address.ts";
import { leaf, variablePattern } from "./leaf.ts";

/** The address up to `/v1` under which an upstream lives. Out: without a slash at the end. */
export const baseUrl = leaf<string, string>({
  expected: (value) => {
    const endpoint = typeof value === "string" ? knownEndpoint.exec(value)?.[0] : undefined;
    if (endpoint !== undefined)
      return `the address up to the version, such as …/v1, without ${endpoint} at its end`;
    return "an address that begins with https:// or http:// and has no user name, query, fragment, `..` or unusual form of an IP address";
  },
  json: { type: "string", pattern: `^https?://|${variablePattern}` },
  read: (value) => {
    if (typeof value !== "string" || knownEndpoint.test(value)) return undefined;
    const url = plainAddress(value);
    return url && url.origin + url.pathname.replace(/\/+$/, "");
  },
});

/** Parley adds these itself. */
const knownEndpoint = /\/(chat\/completions|completions|embeddings|responses)\/*$/;

/** A web page's origin as a browser sends it, or `*` for all of them. */
export const origin = leaf<string, string>({
  expected:
    'an origin such as https://app.example (scheme, host and port, nothing after them), or "*" for all',
  json: {
    type: "string",
    pattern: String.raw`^\*$|^[A-Za-z][A-Za-z0-9+.-]*://[^/?#@\s]+$|${variablePattern}`,
  },
  read: (value) => {
    if (value === "*") return value;
    if (typeof value !== "string" || !/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#@\s\\*]+$/.test(value))
      return undefined;
    // Schemes of apps, such as `tauri://localhost`, have no origin for the URL parser, yet browsers send one.
    const parsed = URL.parse(value)?.origin;
    return parsed === undefined || parsed === "null" ? value.toLowerCase() : parsed;
  },
});
