import { Duplex } from "node:stream";

/**
 * The connection below a TLS socket whose handshake has failed, on which nothing was said yet. Node keeps it to itself;
 * where it is not found, the connection is closed without a word.
 */
export function plainSocketOf(socket: Duplex): Duplex | undefined {
  const { _parent: below } = socket as object as { readonly _parent?: unknown };
  return below instanceof Duplex && below.writable ? below : undefined;
}
