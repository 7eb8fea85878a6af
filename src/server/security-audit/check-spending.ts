import type { SecurityFacts } from "./facts.ts";
import type { SecurityFinding } from "../../spec/security-finding.ts";

/** Whether anything bounds what whoever finds a key can spend (OWASP API4). */
export function checkSpending({ stored, settings, now }: SecurityFacts): readonly SecurityFinding[] {
  if (stored === undefined) return [];
  const { projects, keys, budgets, limits } = stored;
  const hard = budgets.filter(({ shadow }) => !shadow);
  const costs = settings.providers.some(({ type }) => type !== "rehearsal" && type !== "llama");
  const findings: SecurityFinding[] = [];
  if (costs && !hard.some(({ subject }) => subject.type === "installation")) {
    const working = keys.filter((key) => key.revokedAt === undefined && (key.expiresAt ?? Infinity) > now);
    for (const { id, name, archivedAt } of projects) {
      if (archivedAt !== undefined) continue;
      if (hard.some(({ subject }) => subject.type === "project" && subject.id === id)) continue;
      const unbounded = working.filter(
        (key) =>
          key.projectId === id &&
          !hard.some(({ subject }) => subject.type === "key" && subject.id === key.id),
      );
      if (unbounded.length === 0) continue;
      findings.push({
        id: "no-budget",
        severity: "medium",
        message: `Nothing bounds what ${unbounded.length === 1 ? "a key" : `${unbounded.length} keys`} of the project ${JSON.stringify(name)} may spend.`,
        remedy: `parley budgets set --project ${id} --per month --money 100; and set a limit at the provider as well`,
        subject: id,
      });
    }
  }
  if (limits.length === 0) {
    findings.push({
      id: "no-limits",
      severity: "low",
      message: "No rate is limited: one caller can take all that there is.",
      remedy: "parley limits set --project ID --requests-per-minute 600",
    });
  }
  return findings;
}
