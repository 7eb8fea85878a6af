import type { SecurityFacts } from "./facts.ts";
import type { SecurityFinding } from "../../spec/security-finding.ts";

/** Until when Node's release lines get security fixes (https://github.com/nodejs/release, November 2026). */
const supportEnds: Readonly<Record<number, string>> = {
  22: "2027-04-30",
  23: "2025-06-01",
  24: "2028-04-30",
  25: "2026-06-01",
  26: "2029-04-30",
};

/** Whether what Parley stands on still gets fixes, and is what it was made with. */
export function checkVersions({ node, packages, now }: SecurityFacts): readonly SecurityFinding[] {
  const findings: SecurityFinding[] = [];
  const major = Number(node.split(".")[0]);
  const end = supportEnds[major];
  if ((end !== undefined && Date.parse(end) <= now) || major < 22) {
    findings.push({
      id: "node-unsupported",
      severity: "high",
      message: `Node.js ${node} gets no security fixes any more${end === undefined ? "" : ` since ${end}`}.`,
      remedy: "Use the Node.js that Parley carries (npm ci), or a line that is supported.",
    });
  }
  for (const { name, declared, installed } of packages) {
    if (installed === declared) continue;
    findings.push({
      id: "package-changed",
      severity: "medium",
      message:
        installed === undefined
          ? `The package ${name} is not installed.`
          : `The package ${name} is ${installed}; this Parley was made with ${declared}.`,
      remedy: "npm ci installs what belongs together.",
      subject: name,
    });
  }
  return findings;
}
