import type { FileFact, SecurityFacts } from "./facts.ts";
import type { SecurityFinding, Severity } from "../../spec/security-finding.ts";

/** Whoever may read the secret or a private key is Parley; the rest needs more than that. */
const severityOf: Readonly<Record<FileFact["kind"], Severity>> = {
  secret: "critical",
  "TLS key": "critical",
  "signing key": "high",
  database: "high",
  "data folder": "medium",
  checkpoints: "medium",
  settings: "medium",
};

/** Whether other users of the machine may read or change what they should not. */
export function checkFiles({ files, isRoot }: SecurityFacts): readonly SecurityFinding[] {
  const findings = files.flatMap(checkFile);
  if (isRoot) {
    findings.push({
      id: "runs-as-root",
      severity: "medium",
      message: "This user may do everything on the machine, and so may whoever finds a way into Parley.",
      remedy: "Run Parley as a user of its own that owns the data folder and nothing else.",
    });
  }
  return findings;
}

function checkFile({ path, kind, mode }: FileFact): SecurityFinding[] {
  if (mode === undefined) return [];
  const shown = (mode & 0o777).toString(8);
  // What programs start with others may read, unless there are secrets in it: `checkSecrets` says so.
  // And what was signed may be read by everybody.
  const isOpen = kind === "settings" || kind === "checkpoints";
  const forbidden = isOpen ? 0o022 : 0o077;
  if ((mode & forbidden) === 0) return [];
  const may = (mode & 0o022) === 0 ? "read" : "change";
  const severity: Severity = may === "change" ? "critical" : severityOf[kind];
  return [
    {
      id: "file-rights",
      severity,
      message: `Other users of this machine may ${may} the ${kind} ${path} (${shown}).`,
      remedy: `chmod ${kind === "data folder" ? "700" : isOpen ? "go-w" : "600"} ${path}`,
      subject: path,
    },
  ];
}
