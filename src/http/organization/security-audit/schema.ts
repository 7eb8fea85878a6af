import { z } from "zod";
import { severities } from "../../../spec/security-finding.ts";

const finding = z.object({
  id: z.string().describe("A word that stays the same, for programs; docs/security.md lists them."),
  severity: z.enum(severities),
  message: z.string(),
  remedy: z.string(),
  subject: z
    .string()
    .nullable()
    .describe("What it is about, where there may be several: a key's id, a path, a setting."),
});

/** Answer of `GET /v1/organization/security_audit`. */
export const securityAuditObject = z.object({
  object: z.literal("organization.security_audit"),
  checked_at: z.int().describe("Unix seconds."),
  findings: z.array(finding).describe("The worst first; empty where nothing was found."),
});

export type SecurityAuditObject = z.output<typeof securityAuditObject>;
