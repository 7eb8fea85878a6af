import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { readCheckpoint } from "../../admin/audit/checkpoint.ts";
import type { KeyDeps } from "../../admin/keys.ts";
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

/** What a running server has open already. */
export type OpenHouse = Pick<KeyDeps, "stores" | "pepper">;

/**
 * Gathers what the checks look at, of the house that is open or else of the settings' database. Makes nothing: where there
 * is no database yet, nothing is said of what it would hold. Fails where there is one that cannot be read.
 */
export async function gatherFacts(
  settings: Settings,
  now: number,
  house?: OpenHouse,
): Promise<SecurityFacts> {
  const text = settings.file === undefined ? undefined : readIfThere(settings.file);
  const certificate = settings.tls === undefined ? undefined : await certificateOf(settings.tls);
  const { pepper, stored } =
    house === undefined
      ? await readClosed(settings)
      : { pepper: house.pepper, stored: await readStored(settings, house.stores) };
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
    ["checkpoints", audit.checkpoints.file],
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

async function readClosed(settings: Settings): Promise<Pick<SecurityFacts, "pepper" | "stored">> {
  const hasData = settings.database !== undefined || existsSync(join(settings.data, databaseName));
  const hasPepper = settings.secret !== undefined || existsSync(join(settings.data, pepperName));
  if (!hasPepper) return {};
  const { pepper } = await openDataFolder(settings.data, settings);
  if (!hasData) return { pepper };
  const keeper = await openKeeper(settings.data, settings);
  try {
    return { pepper, stored: await readStored(settings, keeper.keys.stores) };
  } finally {
    await keeper.close();
  }
}

async function readStored(settings: Settings, stores: Stores): Promise<StoredFacts> {
  const { projects, keys, budgets, limits, audit, accounts } = stores;
  const [head, people] = await Promise.all([audit.head(), accounts.people.list()]);
  const checkpointed = await lastCheckpoint(settings.audit.checkpoints.file);
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
}

async function accountFact(
  account: AccountFact["account"],
  { factors }: Stores["accounts"],
): Promise<AccountFact> {
  const [app, passkeys] = await Promise.all([factors.codeApp(account.id), factors.passkeys(account.id)]);
  return { account, hasSecondFactor: app?.confirmedAt !== undefined || passkeys.length > 0 };
}

/** Of the file's end, where a checkpoint has some 300 bytes: the whole of it may be years long. */
const lookedAt = 65_536;

async function lastCheckpoint(path: string | undefined): Promise<StoredFacts["checkpointed"]> {
  if (path === undefined || !existsSync(path)) return undefined;
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return "unread";
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read({
      buffer: Buffer.alloc(lookedAt),
      position: Math.max(0, size - lookedAt),
    });
    return newestOf(buffer.toString("utf8", 0, bytesRead).trim().split("\n"));
  } finally {
    await file.close();
  }
}

function newestOf(lines: readonly string[]): StoredFacts["checkpointed"] {
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
