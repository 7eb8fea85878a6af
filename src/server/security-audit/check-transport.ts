import { isLoopback } from "../settings/normalise.ts";
import { isInsecure } from "../tls/insecure-start.ts";
import type { SecurityFacts } from "./facts.ts";
import type { SecurityFinding } from "../../spec/security-finding.ts";

const day = 86_400_000;

/** Days before its end in which a certificate should have been renewed. */
const soon = 21;

/** Where Parley listens, with which certificate, and whose word about callers counts. */
export function checkTransport({ settings, certificate, now }: SecurityFacts): readonly SecurityFinding[] {
  const { host, allowInsecure, trustedProxies, cors, metrics } = settings;
  const findings: SecurityFinding[] = [];
  if (isInsecure(settings)) {
    findings.push({
      id: "no-tls",
      severity: allowInsecure ? "high" : "critical",
      message: `Other machines reach ${host} without TLS: keys and conversations travel in clear text.`,
      remedy:
        "Set tls.cert and tls.key, or put a proxy with TLS in front and its address into trustedProxies.",
    });
  } else if (allowInsecure) {
    findings.push({
      id: "allow-insecure",
      severity: "low",
      message: "allowInsecure is set and not needed: a change of the host would open Parley without TLS.",
      remedy: "Take allowInsecure out of the settings, and PARLEY_ALLOW_INSECURE out of the environment.",
    });
  }
  if (trustedProxies.some(isEverybody)) {
    findings.push({
      id: "trusted-proxies",
      severity: "high",
      message: "Everybody counts as a trusted proxy, and so may say that he calls from any address.",
      remedy: "Name the proxies in trustedProxies by their own addresses.",
    });
  }
  if (cors.origins.includes("*")) {
    findings.push({
      id: "cors",
      severity: "medium",
      message: "Every page in the web may call Parley from its visitors' browsers.",
      remedy: "Name the pages in cors.origins.",
    });
  }
  if (metrics.access === "open" && !isLoopback(host)) {
    findings.push({
      id: "open-metrics",
      severity: "medium",
      message: "Everybody who reaches the port may read /metrics.",
      remedy: "Set metrics.access to key.",
    });
  }
  return [...findings, ...checkCertificate(certificate, now)];
}

/** `0.0.0.0/0`, `::/0`, and halves of either. */
function isEverybody(range: string): boolean {
  return /\/[01]$/.test(range);
}

function checkCertificate(
  certificate: SecurityFacts["certificate"],
  now: number,
): readonly SecurityFinding[] {
  if (certificate === undefined) return [];
  const { endsAt, fault } = certificate;
  const remedy = "Renew it. Parley reads the files again when they change.";
  if (fault !== undefined)
    return [
      {
        id: "certificate-unusable",
        severity: "high",
        message: `TLS does not work with its files: ${fault}`,
        remedy: "Correct tls.cert and tls.key.",
      },
    ];
  if (endsAt === undefined || endsAt > now + soon * day) return [];
  const when = new Date(endsAt).toISOString().slice(0, 10);
  return endsAt <= now
    ? [
        {
          id: "certificate-ended",
          severity: "critical",
          message: `The certificate ended on ${when}.`,
          remedy,
        },
      ]
    : [{ id: "certificate-ends", severity: "medium", message: `The certificate ends on ${when}.`, remedy }];
}
