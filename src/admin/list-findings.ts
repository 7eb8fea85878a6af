import type { Actor } from "../spec/actor.ts";
import type { SecurityFinding } from "../spec/security-finding.ts";
import { demand } from "./can.ts";

/** Looks at the settings, the files and the database, see docs/security.md; the worst comes first. */
export type LookForFindings = () => Promise<readonly SecurityFinding[]>;

/** What could be safer in this installation. Fails with `permission_denied`: it says where to break in, too. */
export function listFindings(look: LookForFindings, actor: Actor): Promise<readonly SecurityFinding[]> {
  demand(actor, "security.read");
  return look();
}
