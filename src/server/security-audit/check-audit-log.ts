import { dirname, relative } from "node:path";
import type { SecurityFacts } from "./facts.ts";
import type { SecurityFinding } from "../../spec/security-finding.ts";

const day = 86_400_000;

/** Shortest time for which a log of changes is of use, in days: break-ins are found after months. */
const leastRetention = 90;

/** Longest time for which responses should lie about, in days. */
const longestResponses = 365;

/** Whether changes of the audit log would be found, and what is kept for how long. */
export function checkAuditLog({ settings, stored, now }: SecurityFacts): readonly SecurityFinding[] {
  const { audit, data, conversations } = settings;
  const { file, syslog, command } = audit.checkpoints;
  const findings: SecurityFinding[] = [];
  if (file !== undefined && syslog === undefined && command === undefined && isBelow(file, data)) {
    findings.push({
      id: "checkpoints-beside-log",
      severity: "low",
      message:
        "The checkpoints of the audit log lie in the data folder: whoever can change the one can change the other.",
      remedy: "Set audit.checkpoints.syslog or .command, or a .file on another mount.",
    });
  }
  if (stored !== undefined && stored.auditSize > 0 && file !== undefined) {
    const { checkpointed, auditSize } = stored;
    const late =
      checkpointed === undefined ||
      (checkpointed !== "unread" && checkpointed.size < auditSize && now - checkpointed.at > day);
    if (late)
      findings.push({
        id: "no-checkpoints",
        severity: "high",
        message:
          checkpointed === undefined
            ? "There is no checkpoint of the audit log: a change of it would not be found."
            : "The audit log has grown, and its last checkpoint is older than a day.",
        remedy: "Look into the server's log for why it cannot be written; parley audit verify says more.",
      });
  }
  if (audit.retentionMs !== undefined && audit.retentionMs < leastRetention * day) {
    findings.push({
      id: "short-audit-retention",
      severity: "low",
      message: `The audit log is kept for ${Math.floor(audit.retentionMs / day)} days.`,
      remedy: `Set audit.retention to ${leastRetention * 24}h or more.`,
    });
  }
  if (conversations.responsesExpireAfterMs > longestResponses * day) {
    findings.push({
      id: "long-retention",
      severity: "low",
      message: `Responses are kept for ${Math.floor(conversations.responsesExpireAfterMs / day)} days.`,
      remedy: "Set conversations.responsesExpireAfter to what is needed.",
    });
  }
  return [...findings, ...checkContent(settings)];
}

/** Longest time for which what was said in calls should lie about, in days. */
const longestContent = 90;

/** What was said, where that is kept: of everybody, and of single projects. */
function checkContent({ log: { requests } }: SecurityFacts["settings"]): readonly SecurityFinding[] {
  const { enabled, content, retentionMs, projects } = requests;
  if (!enabled) return [];
  const all: readonly (readonly [id: string, own: (typeof projects)[string]])[] = [
    ["", {}],
    ...Object.entries(projects),
  ];
  return all.flatMap(([id, own]): SecurityFinding[] => {
    const kept = own.content ?? content;
    const days = Math.floor((own.retentionMs ?? retentionMs) / day);
    const isOwn = id === "" || own.content !== undefined || own.retentionMs !== undefined;
    if (kept === "none" || days <= longestContent || !isOwn) return [];
    return [
      {
        id: "content-kept",
        severity: "low",
        message: `What was said in calls${kept === "errors" ? " that failed" : ""} is kept for ${days} days${id === "" ? "" : ` in the project ${id}`}.`,
        remedy: "Set log.requests.retention to what is needed, or content to none.",
        ...(id !== "" && { subject: id }),
      },
    ];
  });
}

function isBelow(file: string, folder: string): boolean {
  return !relative(folder, dirname(file)).startsWith("..");
}
