import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { readCheckpoint } from "../../admin/audit/checkpoint.ts";
import type { Stores } from "../../spec/stores.ts";
import { databaseName, openDataFolder } from "../data-folder.ts";
import { wordsOf } from "../doctor/finding.ts";
import { openKeeper } from "../keeper.ts";
import { pepperName } from "../pepper.ts";
import { SettingsError } from "../settings/fault.ts";
import type { Settings } from "../settings/settings.ts";
import { loadTls } from "../tls/load-tls.ts";
import type {
  AccountFact,
  CertificateFact,
  FileFact,
  PackageFact,
  SecurityFacts,
  StoredFacts,
} from "./facts.ts";

/**
 * Gathers what the checks look at. Makes nothing: where there is no database yet, nothing is said of what it would hold.
 * Fails where there is one that cannot be read.
 */
export async function gatherFacts(settings: Settings, now: number): Promise<SecurityFacts> {
  const text = settings.file === undefined ? undefined : readIfThere(settings.file);
  const certificate = settings.tls === undefined ? undefined : await certificateOf(settings.tls);
  const hasData = settings.database !== undefined || existsSync(join(settings.data, databaseName));
  const hasPepper = settings.secret !== undefined || existsSync(join(settings.data, pepperName));
  const pepper = hasPepper ? (await openDataFolder(settings.data, settings)).pepper : undefined;
  const stored = hasData && pepper !== undefined ? await readStored(settings) : undefined;
  return {
    now,
    settings,
    ...(text !== undefined && { settingsText: text }),
    node: process.versions.node,
    isRoot: process.getuid?.() === 0,
    files: filesOf(settings),
    ...(pepper !== undefined && { pepper }),
    ...(certificate !== undefined && { certificate }),
    packages: packagesOf(),
    ...(stored !== undefined && { stored }),
  };
}

function filesOf(settings: Settings): readonly FileFact[] {
  const { data, file, tls, audit } = settings;
  const paths: readonly (readonly [FileFact["kind"], string | undefined])[] = [
    ["data folder", data],
    ["database", join(data, databaseName)],
    ["database", join(data, `${databaseName}-wal`)],
    ["secret", join(data, pepperName)],
    ["signing key", audit.signingKey],
    ["settings", file],
    ["TLS key", tls?.key],
  ];
  return paths.flatMap(([kind, path]): FileFact[] => {
    if (path === undefined || !existsSync(path)) return [];
    // On Windows the mode does not say who may do what.
    return [{ path, kind, ...(process.platform !== "win32" && { mode: statSync(path).mode & 0o777 }) }];
  });
}

async function certificateOf(tls: NonNullable<Settings["tls"]>): Promise<CertificateFact> {
  try {
    const { cert } = await loadTls(tls);
    return { endsAt: new X509Certificate(cert).validToDate.getTime() };
  } catch (error) {
    const [fault] = error instanceof SettingsError ? error.faults : [];
    return { fault: fault?.message ?? wordsOf(error) };
  }
}

async function readStored(settings: Settings): Promise<StoredFacts> {
  const keeper = await openKeeper(settings.data, settings);
  try {
    const { projects, keys, budgets, limits, audit, accounts } = keeper.keys.stores;
    const [head, people] = await Promise.all([audit.head(), accounts.people.list()]);
    const checkpointed = lastCheckpoint(settings.audit.checkpoints.file);
    return {
      projects: await projects.list(),
      keys: await keys.list(),
      secrets: await keys.secrets(),
      budgets: await budgets.list(),
      limits: await limits.list(),
      accounts: await Promise.all(people.map((account) => accountFact(account, accounts))),
      auditSize: head.sequence,
      ...(checkpointed !== undefined && { checkpointed }),
    };
  } finally {
    await keeper.close();
  }
}

async function accountFact(
  account: AccountFact["account"],
  { factors }: Stores["accounts"],
): Promise<AccountFact> {
  const [app, passkeys] = await Promise.all([factors.codeApp(account.id), factors.passkeys(account.id)]);
  return { account, hasSecondFactor: app?.confirmedAt !== undefined || passkeys.length > 0 };
}

function lastCheckpoint(file: string | undefined): StoredFacts["checkpointed"] {
  const lines = (file === undefined ? undefined : readIfThere(file))?.trim().split("\n") ?? [];
  for (const line of lines.toReversed()) {
    const checkpoint = readCheckpoint(line);
    if (checkpoint !== undefined && checkpoint !== "damaged")
      return { size: checkpoint.size, at: checkpoint.at };
  }
  return undefined;
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/** What the program declares, and what is there of it. */
function packagesOf(): readonly PackageFact[] {
  const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const { resolve } = createRequire(import.meta.url);
  return Object.entries(manifest.dependencies).map(([name, declared]) => {
    const installed = versionIn(resolve.paths(name) ?? [], name);
    return { name, declared, ...(installed !== undefined && { installed }) };
  });
}

/** Not by import: many packages keep their `package.json` to themselves. */
function versionIn(folders: readonly string[], name: string): string | undefined {
  for (const folder of folders) {
    const text = readIfThere(join(folder, name, "package.json"));
    if (text !== undefined) return (JSON.parse(text) as { readonly version?: string }).version;
  }
  return undefined;
}
