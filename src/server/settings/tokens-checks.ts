import type { MakeFault } from "./checks.ts";
import type { Fault } from "./fault.ts";
import { member } from "./raw.ts";

const askedTwice =
  "Another issuer is asked what tokens are already. A token does not say whose it is, and would be shown to both.";

/** Issuers that stand there twice, or are asked by http without leave; grants that name no project, or two. */
export function tokensFaults(input: unknown, fault: MakeFault): readonly Fault[] {
  const issuers = listOf(member(member(input, "tokens"), "issuers"));
  const seen = new Set<unknown>();
  let askedBefore = false;
  return issuers.flatMap((issuer, place) => {
    const path = ["tokens", "issuers", place];
    const name = member(issuer, "issuer");
    const faults: Fault[] = [];
    if (seen.has(name)) faults.push(fault([...path, "issuer"], "value", "This issuer stands here twice."));
    seen.add(name);
    const asked = member(issuer, "introspection");
    if (asked !== undefined && askedBefore)
      faults.push(fault([...path, "introspection"], "value", askedTwice));
    askedBefore ||= asked !== undefined;
    for (const setting of [["issuer"], ["jwksUri"], ["introspection", "endpoint"]]) {
      const value = setting.reduce<unknown>(member, issuer);
      if (isHttp(value) && member(issuer, "allowHttp") !== true)
        faults.push(
          fault(
            [...path, ...setting],
            "value",
            "Expected https://, since whoever can change these keys can forge tokens. To try things out on this machine, set allowHttp: true.",
          ),
        );
    }
    for (const [number, grant] of listOf(member(issuer, "grants")).entries()) {
      if ((member(grant, "project") === undefined) !== (member(grant, "projectClaim") === undefined))
        continue;
      const message = "A grant needs a project or a projectClaim, and not both.";
      faults.push(fault([...path, "grants", number], "value", message));
    }
    return faults;
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isHttp(value: unknown): boolean {
  return typeof value === "string" && /^http:/i.test(value);
}
