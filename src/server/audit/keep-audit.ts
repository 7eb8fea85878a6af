import type { KeyObject } from "node:crypto";
import {
  type CheckpointDeps,
  type CheckpointPlace,
  pruneAudit,
  writeCheckpoint,
} from "../../admin/audit/checkpoints.ts";
import type { Clock } from "../../lib/clock.ts";
import type { AuditSettings } from "../settings/audit-settings.ts";
import { commandPlace } from "./command-place.ts";
import { filePlace } from "./file-place.ts";
import { syslogPlace } from "./syslog-place.ts";

/** The places that the settings name. */
export function checkpointPlaces(
  { checkpoints }: AuditSettings,
  clock: Pick<Clock, "now">,
): readonly CheckpointPlace[] {
  const { file, syslog, command } = checkpoints;
  return [
    ...(file === undefined ? [] : [filePlace(file)]),
    ...(syslog === undefined ? [] : [syslogPlace(syslog, () => clock.now())]),
    ...(command === undefined ? [] : [commandPlace(command)]),
  ];
}

export interface AuditKeeperDeps {
  readonly audit: CheckpointDeps["audit"];
  readonly settings: AuditSettings;
  readonly privateKey: KeyObject;
  readonly places: readonly CheckpointPlace[];
  readonly clock: Pick<Clock, "now">;
  /** Told of each time that a checkpoint could not be written, or the log not be pruned. */
  readonly failed: (message: string, error: unknown) => void;
}

export interface AuditKeeper {
  /** Since when no checkpoint could be written, in Unix milliseconds; absent while all is well. */
  readonly failingSince: number | undefined;
  /** How often that failed. */
  readonly failures: number;
  /** When this process has written the last one. */
  readonly writtenAt: number | undefined;
  /** Writes a last checkpoint, and ends. */
  stop(): Promise<void>;
}

/** How often is looked whether a checkpoint is due, at the most, and whether the log is to be pruned; in milliseconds. */
const lookAtMost = 10_000;
const pruneEvery = 3_600_000;

/** Has checkpoints of the audit log written, by whichever process of all comes first, and forgets what is old. */
export function keepAudit(deps: AuditKeeperDeps): AuditKeeper {
  const { settings, clock, failed } = deps;
  const { everyMs, retentionMs } = settings;
  let failingSince: number | undefined;
  let writtenAt: number | undefined;
  let failures = 0;
  let working: Promise<void> | undefined;

  async function write(every: number): Promise<void> {
    try {
      if ((await writeCheckpoint(deps, every)) !== undefined) writtenAt = clock.now();
      failingSince = undefined;
    } catch (error) {
      failures++;
      failingSince ??= clock.now();
      failed("a checkpoint of the audit log could not be written", error);
    }
  }
  async function prune(keep: number): Promise<void> {
    try {
      await pruneAudit(deps, keep, clock.now());
    } catch (error) {
      failed("the audit log could not be pruned", error);
    }
  }
  function begin(work: () => Promise<void>): void {
    working = (working ?? Promise.resolve()).then(work);
  }
  const looks = setInterval(() => begin(() => write(everyMs)), Math.min(everyMs, lookAtMost)).unref();
  const prunes =
    retentionMs === undefined
      ? undefined
      : setInterval(() => begin(() => prune(retentionMs)), pruneEvery).unref();

  return {
    get failingSince() {
      return failingSince;
    },
    get failures() {
      return failures;
    },
    get writtenAt() {
      return writtenAt;
    },
    async stop() {
      clearInterval(looks);
      clearInterval(prunes);
      begin(() => write(0));
      await working;
    },
  };
}
