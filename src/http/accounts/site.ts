import type { IncomingMessage } from "node:http";
import type { Site } from "../../admin/accounts/passkeys.ts";
import { ParleyError } from "../../spec/errors.ts";
import { clientAddress, isSecure } from "../client-address.ts";

const loopbackHost = /^(?:localhost|(?:[a-z0-9-]+\.)*localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d{1,5})?$/i;

const loopbackAddress = /^(?:127\.\d+\.\d+\.\d+|::1)$/;

/** Headers by which proxies say that a request comes from elsewhere. */
const proxies = ["forwarded", "x-forwarded-for", "x-real-ip", "x-forwarded-host", "via"];

/**
 * Whether somebody at the machine itself asks: from its loopback address, for its loopback name (which no page of another
 * name can, wherever that name leads), and through no proxy that says so. Where the settings give the console an address
 * elsewhere, nobody counts as that: some proxies on the same machine say nothing, and change the name.
 */
export function isLocal(request: IncomingMessage, origin: string | undefined): boolean {
  const site = origin === undefined ? null : URL.parse(origin);
  return (
    (site === null || loopbackHost.test(site.host)) &&
    loopbackAddress.test(clientAddress(request)) &&
    loopbackHost.test(request.headers.host ?? "") &&
    proxies.every((name) => request.headers[name] === undefined)
  );
}

/**
 * Where the browser sees Parley: as the settings say, or else at a loopback name. Fails with `invalid_value` where
 * neither says it, since whatever else a request says of that, anybody may write.
 */
export function siteOf(request: IncomingMessage, origin: string | undefined): Site {
  const host = request.headers.host ?? "";
  const own = loopbackHost.test(host) ? `${isSecure(request) ? "https" : "http"}://${host}` : undefined;
  const here = origin ?? own;
  const url = here === undefined ? null : URL.parse(here);
  if (url === null) {
    throw new ParleyError("invalid_value", {
      message: "This way to sign in needs the setting accounts.origin, such as https://parley.example.",
    });
  }
  return { origin: url.origin, host: url.hostname };
}

/** The same for passkeys, which browsers keep for names alone (WebAuthn Level 3, section 5.1.3: a valid domain). */
export function passkeySiteOf(request: IncomingMessage, origin: string | undefined): Site {
  const site = siteOf(request, origin);
  if (!/^[\d.]+$|^\[/.test(site.host)) return site;
  throw new ParleyError("invalid_value", {
    message: "Passkeys belong to a name: open Parley as http://localhost, or set accounts.origin.",
  });
}
