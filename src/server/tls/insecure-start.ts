import { isLoopback } from "../settings/normalise.ts";
import type { Settings } from "../settings/settings.ts";

/** What of the settings says who reaches the port, and how. */
export type TransportSettings = Pick<Settings, "host" | "tls" | "trustedProxies" | "allowInsecure">;

/** Whether other machines reach Parley without TLS, neither its own nor that of a proxy that the settings name. */
export function isInsecure({ host, tls, trustedProxies }: Omit<TransportSettings, "allowInsecure">): boolean {
  return !isLoopback(host) && tls === undefined && trustedProxies.length === 0;
}

/** Why a server may not start with these settings, and what to do; `undefined` where it may. */
export function insecureStart(settings: TransportSettings): string | undefined {
  if (settings.allowInsecure || !isInsecure(settings)) return undefined;
  return (
    `Other machines reach ${settings.host}, and without TLS their keys travel in clear text. Do one of these:\n` +
    "- give Parley a certificate: tls.cert and tls.key\n" +
    "- put a proxy with TLS in front of it, and its address into trustedProxies\n" +
    "- listen on 127.0.0.1 alone\n" +
    "- in a network that you trust, say so: PARLEY_ALLOW_INSECURE=true"
  );
}
