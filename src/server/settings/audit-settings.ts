import { join, resolve } from "node:path";
import type { z } from "zod";
import type { SyslogAddress } from "../audit/syslog-place.ts";
import type { auditSchema } from "./audit-schema.ts";

/** Paths are absolute. */
export interface AuditSettings {
  /** At least one of them. */
  readonly checkpoints: {
    readonly file?: string;
    readonly syslog?: SyslogAddress;
    readonly command?: readonly [string, ...string[]];
  };
  readonly everyMs: number;
  readonly signingKey: string;
  /** Files with public keys whose signatures count as well. */
  readonly otherKeys: readonly string[];
  /** Absent: for ever. */
  readonly retentionMs?: number;
}

export function auditSettings(
  { checkpoints, every, signingKey, otherKeys, retention }: z.output<typeof auditSchema>,
  { base, data }: { readonly base: string; readonly data: string },
): AuditSettings {
  const { syslog, command: [program, ...words] = [] } = checkpoints;
  const elsewhere = syslog !== undefined || program !== undefined;
  const named = checkpoints.file === undefined ? undefined : resolve(base, checkpoints.file);
  const file = named ?? (elsewhere ? undefined : join(data, "audit-checkpoints.jsonl"));
  return {
    checkpoints: {
      ...(file !== undefined && { file }),
      ...(syslog !== undefined && { syslog }),
      ...(program !== undefined && { command: [program, ...words] as const }),
    },
    everyMs: every,
    signingKey: signingKey === undefined ? join(data, "audit.key") : resolve(base, signingKey),
    otherKeys: [...new Set(otherKeys)].map((path) => resolve(base, path)),
    ...(retention !== undefined && { retentionMs: retention }),
  };
}
