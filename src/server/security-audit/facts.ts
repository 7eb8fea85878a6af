import type { Account } from "../../spec/account.ts";
import type { Budget } from "../../spec/budget.ts";
import type { Limit } from "../../spec/limit.ts";
import type { KeyRow, KeySecret, Project } from "../../spec/stores.ts";
import type { Settings } from "../settings/settings.ts";

/** Everything that the checks look at, gathered beforehand: they open nothing themselves. */
export interface SecurityFacts {
  /** Unix milliseconds. */
  readonly now: number;
  readonly settings: Settings;
  /** The settings file as it was written; absent where there is none. */
  readonly settingsText?: string;
  /** Such as `26.10.0`. */
  readonly node: string;
  /** Whether the process may do everything on the machine. */
  readonly isRoot: boolean;
  readonly files: readonly FileFact[];
  /** The installation's secret; absent where there is none yet. */
  readonly pepper?: Buffer;
  /** Absent where TLS is not spoken by Parley. */
  readonly certificate?: CertificateFact;
  readonly packages: readonly PackageFact[];
  /** Absent where there is no database yet. */
  readonly stored?: StoredFacts;
}

export interface FileFact {
  readonly path: string;
  readonly kind:
    | "data folder"
    | "database"
    | "secret"
    | "signing key"
    | "checkpoints"
    | "settings"
    | "TLS key";
  /** The rights of owner, group and others; absent where the system has none. */
  readonly mode?: number;
}

export interface CertificateFact {
  /** Unix milliseconds; absent where it cannot be read. */
  readonly endsAt?: number;
  /** Why it cannot be used. */
  readonly fault?: string;
}

/** A package that the program declares. */
export interface PackageFact {
  readonly name: string;
  readonly declared: string;
  /** Absent where it is not installed. */
  readonly installed?: string;
}

export interface StoredFacts {
  readonly projects: readonly Project[];
  readonly keys: readonly KeyRow[];
  readonly secrets: readonly KeySecret[];
  readonly budgets: readonly Budget[];
  readonly limits: readonly Limit[];
  readonly accounts: readonly AccountFact[];
  /**
   * Entries of the audit log, and how many of them the last checkpoint in the file covers; absent: there is none;
   * `unread`: the file may only be added to.
   */
  readonly auditSize: number;
  readonly checkpointed?: { readonly size: number; readonly at: number } | "unread";
}

export interface AccountFact {
  readonly account: Account;
  /** Whether it has an authenticator app or a passkey. */
  readonly hasSecondFactor: boolean;
}
