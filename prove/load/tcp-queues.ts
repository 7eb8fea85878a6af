import { readFileSync } from "node:fs";

/**
 * What the system still has to deliver on the connections that `port` has accepted, in bytes, by the client's port; as
 * Linux tells it. `undefined` on other systems.
 */
export function unsentByClient(port: number): ReadonlyMap<number, number> | undefined {
  let text: string;
  try {
    text = readFileSync("/proc/net/tcp", "latin1");
  } catch {
    return undefined;
  }
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")} `;
  const unsent = new Map<number, number>();
  for (const line of text.split("\n")) {
    // "  12: 0100007F:1092 0100007F:C350 01 0003D090:00000000 …": addresses, state, queues to send and to read.
    const at = line.indexOf(local);
    if (at === -1 || at > 20 || line.slice(34, 36) !== "01") continue;
    unsent.set(Number.parseInt(line.slice(29, 33), 16), Number.parseInt(line.slice(37, 45), 16));
  }
  return unsent;
}
