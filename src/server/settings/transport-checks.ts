import type { MakeFault } from "./checks.ts";
import type { Fault } from "./fault.ts";
import { member } from "./raw.ts";

/** A certificate is of no use without its key, nor a key without a certificate. */
export function transportFaults(input: unknown, fault: MakeFault): readonly Fault[] {
  const tls = member(input, "tls");
  const has = (name: string): boolean => (member(tls, name) ?? "") !== "";
  if (has("cert") === has("key")) return [];
  const [given, missing] = has("cert") ? (["cert", "key"] as const) : (["key", "cert"] as const);
  return [fault(["tls", given], "name", `TLS needs both files: set tls.${missing} as well.`)];
}
