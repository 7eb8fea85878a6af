import { createSocket } from "node:dgram";
import { connect } from "node:net";
import { hostname } from "node:os";
import type { CheckpointPlace } from "../../admin/audit/checkpoints.ts";

/** Milliseconds for a stream to take a line. */
const patience = 10_000;

/** Facility "log audit" (13) and severity "notice" (5): RFC 5424, section 6.2.1. */
const priority = 13 * 8 + 5;

/** Where a syslog listens: `udp` in datagrams (RFC 5426), the others in counted octets (RFC 6587). */
export type SyslogAddress =
  | { readonly way: "udp" | "tcp"; readonly host: string; readonly port: number }
  | { readonly way: "unix"; readonly path: string };

/** Reads `udp://host:514`, `tcp://host:601` or `unix:/path`; `undefined` for anything else. */
export function readSyslogAddress(text: string): SyslogAddress | undefined {
  const path = /^unix:(\/[^\0]{1,4096})$/.exec(text)?.[1];
  if (path !== undefined) return { way: "unix", path };
  const [, way, host, port = "514"] =
    /^(udp|tcp):\/\/(\[[0-9A-Fa-f:.]+\]|[^\s/:]+)(?::(\d{1,5}))?\/?$/.exec(text) ?? [];
  if (way === undefined || host === undefined || Number(port) < 1 || Number(port) > 65_535) return undefined;
  return { way: way as "udp" | "tcp", host: host.replaceAll(/[[\]]/g, ""), port: Number(port) };
}

/**
 * A syslog. Nobody learns whether a datagram arrives; a stream has taken a line when the other side's system has.
 * `now` is in Unix milliseconds.
 */
export function syslogPlace(address: SyslogAddress, now: () => number): CheckpointPlace {
  const { way } = address;
  const name = way === "unix" ? `unix:${address.path}` : `${way}://${address.host}:${address.port}`;
  return {
    name: `the syslog at ${name}`,
    write(line) {
      const message = Buffer.from(syslogMessage(line, now()));
      return address.way === "udp" ? sendDatagram(address, message) : sendStream(address, message);
    },
  };
}

/** RFC 5424, section 6. No byte order mark: the line is ASCII. */
function syslogMessage(line: string, at: number): string {
  const host =
    hostname()
      .replaceAll(/[^\x21-\x7e]/g, "")
      .slice(0, 255) || "-";
  return `<${priority}>1 ${new Date(at).toISOString()} ${host} parley ${process.pid} audit - ${line}`;
}

function sendDatagram(
  { host, port }: { readonly host: string; readonly port: number },
  message: Buffer,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
    const ended = (error: Error | null | undefined): void => {
      socket.close();
      if (error === null || error === undefined) resolve();
      else reject(error);
    };
    socket.once("error", ended);
    socket.send(message, port, host, ended);
  });
}

function sendStream(
  address:
    | Exclude<SyslogAddress, { readonly way: "udp" }>
    | { readonly way: "udp" | "tcp"; readonly host: string; readonly port: number },
  message: Buffer,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(
      address.way === "unix" ? { path: address.path } : { host: address.host, port: address.port },
    );
    socket.setTimeout(patience, () =>
      socket.destroy(new Error(`It did not take a line within ${patience} ms.`)),
    );
    socket.once("error", reject);
    socket.once("close", () => resolve());
    socket.resume();
    socket.end(Buffer.concat([Buffer.from(`${message.length} `), message]));
  });
}
