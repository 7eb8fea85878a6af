import { RefusedKey } from "../admin/audit/refused-key.ts";
import type { Refusal } from "../admin/audit/refusals.ts";
import type { ErrorCode, ParleyError } from "../spec/errors.ts";
import { clientAddress } from "./client-address.ts";
import type { Exchange } from "./exchange.ts";

/** What the audit log calls the failures of who calls. That no key was sent at all is no attempt at anything. */
const actions: Partial<Readonly<Record<ErrorCode, Refusal["action"]>>> = {
  invalid_api_key: "authentication.failed",
  key_expired: "authentication.failed",
  invalid_token: "authentication.failed",
  credential_misplaced: "authentication.failed",
  address_not_allowed: "authorization.failed",
  origin_not_allowed: "authorization.failed",
  cross_origin: "authorization.failed",
  insufficient_scope: "authorization.failed",
  permission_denied: "authorization.failed",
};

/** What the audit log is told of a failed request; `undefined` where it failed for other reasons. */
export function refusalOf(
  { request, known }: Pick<Exchange, "request" | "known">,
  { code, cause }: ParleyError,
): Refusal | undefined {
  const action = actions[code];
  if (action === undefined) return undefined;
  const address = clientAddress(request);
  const userAgent = request.headers["user-agent"];
  const from = { ...(address !== "" && { address }), ...(userAgent !== undefined && { userAgent }) };
  if (cause instanceof RefusedKey) {
    const { reason, who, projectId } = cause;
    return { action, reason, who, projectId, ...from };
  }
  const { actor, projectId } = known ?? {};
  const reason = code === "invalid_api_key" ? "wrong_key" : code;
  if (actor === undefined || actor.kind === "operator") return { action, reason, ...from };
  const who = { kind: actor.kind, id: actor.id, name: actor.name };
  return { action, reason, who, ...(projectId !== undefined && { projectId }), ...from };
}
