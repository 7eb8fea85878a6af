import { isLoopback } from "../settings/normalise.ts";
import { waysOut } from "../settings-editor/key-homes.ts";
import type { SecurityFinding } from "../../spec/security-finding.ts";
import type { SecurityFacts } from "./facts.ts";

/** Whether what leaves this machine leaves it by TLS (ASVS 5.0, 12.3). */
export function checkUpstreams({ settings }: SecurityFacts): readonly SecurityFinding[] {
  const seen = new Set<string>();
  const ways = waysOut(settings.providers).filter(({ provider, origin }) => {
    const isFirst = !seen.has(`${provider} ${origin}`);
    seen.add(`${provider} ${origin}`);
    return isFirst && isClear(origin);
  });
  const findings = ways.map(({ provider, origin, keyed }): SecurityFinding => ({
    id: "provider-by-http",
    severity: keyed ? "high" : "medium",
    message: `What is asked of ${provider}${keyed ? ", with its key," : ""} travels in clear text to ${origin}.`,
    remedy: `Write https in providers.${provider}.baseUrl, or put a proxy with TLS in front of the provider.`,
    subject: provider,
  }));
  const { webhook } = settings.anomalies;
  if (webhook !== undefined && isClear(webhook.url.reveal())) {
    findings.push({
      id: "webhook-by-http",
      severity: "low",
      message: "The webhook of anomalies is told without TLS: whoever is on the way reads who was found.",
      remedy: "Write https in anomalies.webhook.url.",
    });
  }
  return findings;
}

/** `http`, and not to this machine. */
function isClear(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "http:" && !isLoopback(hostname.replace(/^\[|\]$/g, ""));
}
