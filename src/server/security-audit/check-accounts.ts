import { atLeast } from "../../admin/can.ts";
import type { SecurityFacts } from "./facts.ts";
import type { SecurityFinding } from "../../spec/security-finding.ts";

/** People who keep house by a password alone, and who may come in without being asked. */
export function checkAccounts({ stored, settings }: SecurityFacts): readonly SecurityFinding[] {
  const findings: SecurityFinding[] = [];
  for (const { account, hasSecondFactor } of stored?.accounts ?? []) {
    const { id, email, role, disabledAt } = account;
    if (disabledAt !== undefined || !atLeast(role, "admin") || hasSecondFactor) continue;
    findings.push({
      id: "no-second-factor",
      severity: "medium",
      message: `${email} keeps house (${role}) and signs in by a password alone.`,
      remedy: "Sign in and add a passkey or an authenticator app.",
      subject: id,
    });
  }
  const people = stored?.accounts.filter(({ account: { disabledAt } }) => disabledAt === undefined);
  if (people !== undefined && !people.some(({ account: { role } }) => role === "owner")) {
    findings.push({
      id: "no-owner",
      severity: "low",
      message:
        people.length === 0
          ? "Nobody has an account: whoever registers first at this machine becomes the owner."
          : "Nobody who has an account is an owner.",
      remedy: "Register, or parley accounts invite EMAIL --role owner.",
    });
  }
  if (settings.accounts.registration === "open") {
    findings.push({
      id: "open-registration",
      severity: settings.accounts.newcomerRole === undefined ? "low" : "medium",
      message:
        "Everybody who reaches Parley may make himself an account, and so find out which addresses have one.",
      remedy: "Set accounts.registration to invitation.",
    });
  }
  for (const { name, roles, linkByEmail } of settings.sso) {
    if (Object.hasOwn(roles, "*") && atLeast(roles["*"], "admin"))
      findings.push({
        id: "sso-everybody-admin",
        severity: "high",
        message: `Everybody whom the provider ${name} knows keeps the whole house.`,
        remedy: `Name groups in sso.${name}.roles instead of "*".`,
        subject: name,
      });
    if (linkByEmail)
      findings.push({
        id: "sso-link-by-email",
        severity: "low",
        message: `Whoever gets an e-mail address verified at ${name} gets the account with that address.`,
        remedy: `Set sso.${name}.linkByEmail to false once everybody is linked.`,
        subject: name,
      });
  }
  return findings;
}
