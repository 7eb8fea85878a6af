import type { IncomingMessage } from "node:http";
import { plainAddress } from "../lib/address-ranges.ts";
import type { Forwarded } from "./forwarded.ts";

/** What trusted proxies say of the requests that they pass on; nothing of those that come directly. */
const passedOn = new WeakMap<IncomingMessage, Forwarded>();

/** From then on the request counts as coming from where a trusted proxy says. */
export function noteForwarded(request: IncomingMessage, forwarded: Forwarded): void {
  passedOn.set(request, forwarded);
}

/** The IP address from which a request comes, IPv4 within IPv6 as IPv4; empty where there is none. */
export function clientAddress(request: IncomingMessage): string {
  return passedOn.get(request)?.address ?? plainAddress(request.socket.remoteAddress ?? "");
}

/** Whether the request came by TLS, to us or to a trusted proxy. */
export function isSecure(request: IncomingMessage): boolean {
  if ("encrypted" in request.socket) return request.socket.encrypted === true;
  return passedOn.get(request)?.secure === true;
}
