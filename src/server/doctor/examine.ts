import { systemClock } from "../../lib/clock.ts";
import type { Provider } from "../../spec/provider.ts";
import { buildCatalogue } from "../build.ts";
import type { LoadOptions } from "../settings/load.ts";
import type { KeyedWays } from "../keep-provider-keys.ts";
import type { Settings } from "../settings/settings.ts";
import { supplyStoredKeys } from "../supply-stored-keys.ts";
import { checkDatabase } from "./check-database.ts";
import { checkFolder } from "./check-folder.ts";
import { checkMachine } from "./check-machine.ts";
import { checkModels } from "./check-models.ts";
import { checkNode, type RunningNode } from "./check-node.ts";
import { checkPort } from "./check-port.ts";
import { type AskedEndpoint, endpointsOf } from "./asked-endpoint.ts";
import { type AskedProvider, checkProvider } from "./check-providers.ts";
import { checkSettings } from "./check-settings.ts";
import { type Finding, problem, warning, wordsOf } from "./finding.ts";

export type { Finding, RunningNode };

export interface ExamineOptions extends LoadOptions {
  readonly node: RunningNode;
  /** Asks no provider. */
  readonly offline: boolean;
}

/**
 * Looks at everything that a server needs, changes nothing, and tells each finding when it is made.
 * Never fails: a check that does is a finding itself.
 */
export async function examine(options: ExamineOptions, found: (finding: Finding) => void): Promise<void> {
  const tell: Tell = async (check, look) => {
    const findings = await looked(check, look);
    for (const finding of findings) found(finding);
    return findings.every(({ level }) => level !== "problem");
  };
  await tell("Node.js", () => [checkNode(options.node)]);
  let settings: Settings | undefined;
  await tell("Settings", () => {
    const read = checkSettings(options);
    settings = read.settings;
    return read.findings;
  });
  await tell("Machine", () => [checkMachine()]);
  if (settings === undefined) return;
  const known = settings;
  const { data } = known;
  const usable = await tell("Data folder", () => checkFolder(data));
  const readable = usable && (await tell("Database", () => checkDatabase(data, known)));
  await tell("Address", () => checkPort(known));
  await tell("Models", () => examineModels(known, { offline: options.offline, readable }, tell));
}

type Look = () => Promise<readonly Finding[]> | readonly Finding[];
/** Tells the findings, and gives whether there is no problem among them. */
type Tell = (check: string, look: Look) => Promise<boolean>;

/** The providers are asked side by side, each endpoint by itself, and told in the order of the settings. */
async function examineModels(
  settings: Settings,
  { offline, readable }: { readonly offline: boolean; readonly readable: boolean },
  tell: Tell,
): Promise<readonly Finding[]> {
  const { catalogue, places, keyed, close } = await buildCatalogue(settings, systemClock);
  try {
    if (readable && !offline) await tell("Stored keys", () => readKeys({ places, keyed }, settings));
    const ways = Map.groupBy(catalogue.providers, ({ name }) => name);
    const asking = settings.providers.flatMap((each) =>
      endpointsOf(each).map((endpoint) =>
        askProvider(endpoint, ways.get(each.name)?.[endpoint.position], offline),
      ),
    );
    for (const each of asking) await tell("Providers", async () => (await each).findings);
    return checkModels(settings, catalogue, await Promise.all(asking));
  } finally {
    await close();
  }
}

/** Gives the providers their stored keys, as a server would; a key that cannot be used is a finding. */
async function readKeys(ways: KeyedWays, settings: Settings): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const remedy = "`parley providers set-key` stores it anew.";
  const warn = (message: string): void => void findings.push(warning("Stored keys", message, remedy));
  await supplyStoredKeys(ways, settings, warn, true);
  return findings;
}

/** Never fails, since nobody may be waiting for it yet when it does. */
async function askProvider(
  endpoint: AskedEndpoint,
  provider: Provider | undefined,
  offline: boolean,
): Promise<AskedProvider> {
  const { settings, check, label } = endpoint;
  const { name } = settings;
  let answer: AskedProvider = { name, findings: [] };
  const findings = await looked(check, async () => {
    if (provider === undefined) throw new TypeError("there is no such provider");
    answer = await checkProvider(endpoint, provider, offline);
    return answer.findings;
  });
  return { ...answer, findings, ...(label !== undefined && { label }) };
}

async function looked(check: string, look: Look): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    const remedy = "This check is not meant to fail: please report it.";
    return [problem(check, `It could not be looked at: ${wordsOf(error)}`, remedy)];
  }
}
