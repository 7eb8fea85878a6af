import type { IncomingMessage } from "node:http";
import type { Authenticator } from "../../admin/authenticate.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Principal } from "../../spec/principal.ts";
import { readBytes } from "../body.ts";
import { clientAddress } from "../client-address.ts";
import { refuseTwice } from "../credential.ts";

/** Longest form, in bytes: a token and a few words. */
const longestForm = 32 * 1024;

/**
 * The members of a form. Fails with `unsupported_media_type` for anything else, and with `invalid_value` where one stands
 * twice (RFC 6749, section 3.2).
 */
export async function readClientForm(request: IncomingMessage): Promise<Readonly<Record<string, string>>> {
  const type = request.headers["content-type"] ?? "";
  if (
    !/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type) ||
    request.headers["content-encoding"] !== undefined
  )
    throw new ParleyError("unsupported_media_type", {
      message: "Send the body as a form, with the header content-type: application/x-www-form-urlencoded.",
    });
  const form = new URLSearchParams((await readBytes(request, longestForm)).toString("utf8"));
  const members = new Map<string, string>();
  for (const [name, value] of form) {
    if (members.has(name))
      throw new ParleyError("invalid_value", {
        message: "A parameter may stand once.",
        param: name.slice(0, 64),
      });
    // A parameter without a value counts as left out (section 3.1).
    if (value !== "") members.set(name, value);
  }
  return Object.fromEntries(members);
}

interface Named {
  readonly client_id?: string | undefined;
  readonly client_secret?: string | undefined;
}

/**
 * Who asks: an API key by its id and its secret, in the form or in `Authorization: Basic`, and not in both. Fails as a
 * wrong key does, in the same words whatever of the two is wrong.
 */
export async function readClient(
  authenticator: Pick<Authenticator, "authenticate">,
  request: IncomingMessage,
  form: Named,
): Promise<Principal> {
  refuseTwice(request);
  const { id, secret } = credentialsOf(request, form);
  // A token of ours is no client: it could live for ever by renewing itself.
  if (!secret.startsWith("sk-")) throw wrongClient();
  const principal = await holderOf(authenticator, secret);
  if (principal.keyId !== id) throw wrongClient();
  const { allowsAddress, origins } = principal.bounds ?? {};
  if (allowsAddress?.(clientAddress(request)) === false) throw new ParleyError("address_not_allowed");
  if (origins?.has(request.headers.origin ?? "") === false) throw new ParleyError("origin_not_allowed");
  return principal;
}

async function holderOf(
  authenticator: Pick<Authenticator, "authenticate">,
  secret: string,
): Promise<Principal> {
  try {
    return await authenticator.authenticate(secret);
  } catch (error) {
    if (error instanceof ParleyError && error.code === "invalid_api_key") throw wrongClient(error.cause);
    throw error;
  }
}

function credentialsOf(
  request: IncomingMessage,
  form: Named,
): { readonly id: string; readonly secret: string } {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    const { client_id: id, client_secret: secret } = form;
    if (id === undefined || secret === undefined) throw noClient();
    return { id, secret };
  }
  if (form.client_secret !== undefined)
    throw new ParleyError("credential_misplaced", {
      message: "The client's secret stands in the form and in the header Authorization. Send it once.",
    });
  const text = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(authorization)?.[1];
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(text ?? "", "base64").toString("utf8")) ?? [];
  if (id === undefined || secret === undefined) throw noClient();
  if (form.client_id !== undefined && form.client_id !== decoded(id)) throw wrongClient();
  return { id: decoded(id), secret: decoded(secret) };
}

/** Section 2.3.1: both are form-encoded within the header. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function noClient(): ParleyError {
  return new ParleyError("missing_api_key", {
    message:
      "Send the id of an API key as client_id and the key as client_secret, or both in Authorization: Basic.",
  });
}

function wrongClient(cause?: unknown): ParleyError {
  return new ParleyError("invalid_api_key", {
    cause,
    message: "This is no API key with that id that works.",
  });
}
