import type { OutgoingHttpHeaders } from "node:http";
import type { Warning } from "../spec/parameters.ts";
import type { RouteReport } from "../spec/route-report.ts";

/** Longest header of warnings, in characters: clients give up at 8 KiB for all headers together. */
const longest = 1_000;

/** Why the call went where it went, and what of the request was not obeyed. */
export function routeHeaders(
  route: RouteReport,
  warnings: readonly Warning[] | undefined,
): OutgoingHttpHeaders {
  if (warnings === undefined || warnings.length === 0) return { "x-parley-route": route.text };
  return { "x-parley-route": route.text, "x-parley-warning": warningText(warnings) };
}

/** A header takes ASCII alone, and names of members come from the caller. */
function warningText(warnings: readonly Warning[]): string {
  const text = warnings.map(({ param, message }) => `${param}: ${message}`).join("; ");
  const plain = text.replaceAll(/[^\x20-\x7e]/g, "?");
  return plain.length > longest ? `${plain.slice(0, longest - 3)}...` : plain;
}
