/**
 * An address of a server as an operator writes it: https or http, a host, perhaps a port and a path, and nothing that
 * leads elsewhere than it seems to. `undefined` for one with a user name, a query, a fragment, white space, backslashes
 * or a path that climbs (`..`), and for an IP address in another form than four numbers or brackets: `0x7f.1` and
 * `127.1` are this machine to a URL parser and nothing to a reader.
 */
export function plainAddress(text: string): URL | undefined {
  if (/[\s\\?#\p{Cc}]/u.test(text)) return undefined;
  const parts = /^https?:\/\/([^/@]+)(\/.*)?$/i.exec(text);
  const url = URL.parse(text);
  if (parts === null || url === null) return undefined;
  const [, authority = "", path = "/"] = parts;
  const host = authority.replace(/:\d*$/, "").toLowerCase();
  const isNumeric = /^[\d.]+$/.test(url.hostname);
  if (isNumeric && url.hostname !== host) return undefined;
  // Half of the escapes of a dot are dots to the parser, which then climbs.
  if (path.split("/").some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment))) return undefined;
  return url;
}
