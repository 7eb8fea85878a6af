import { systemClock } from "../../lib/clock.ts";
import type { Provider } from "../../spec/provider.ts";
import { buildCatalogue } from "../build.ts";
import type { LoadOptions } from "../settings/load.ts";
import type { ProviderSettings, Settings } from "../settings/settings.ts";
import { checkDatabase } from "./check-database.ts";
import { checkFolder } from "./check-folder.ts";
import { checkMachine } from "./check-machine.ts";
import { checkModels } from "./check-models.ts";
import { checkNode, type RunningNode } from "./check-node.ts";
import { checkPort } from "./check-port.ts";
import { type AskedProvider, checkProvider } from "./check-providers.ts";
import { checkSettings } from "./check-settings.ts";
import { type Finding, problem, wordsOf } from "./finding.ts";

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
  const { data, host, port } = known;
  const usable = await tell("Data folder", () => checkFolder(data));
  if (usable) await tell("Database", () => checkDatabase(data, known));
  await tell("Address", () => checkPort(host, port));
  await tell("Models", () => examineModels(known, options.offline, tell));
}

type Look = () => Promise<readonly Finding[]> | readonly Finding[];
/** Tells the findings, and gives whether there is no problem among them. */
type Tell = (check: string, look: Look) => Promise<boolean>;

/** The providers are asked side by side, and told in the order of the settings. */
async function examineModels(settings: Settings, offline: boolean, tell: Tell): Promise<readonly Finding[]> {
  const { catalogue, close } = buildCatalogue(settings, systemClock);
  try {
    // Of several endpoints the first is asked: one of them is enough to know the models.
    const asking = settings.providers.map((each) =>
      askProvider(
        each,
        catalogue.providers.find(({ name }) => name === each.name),
        offline,
      ),
    );
    for (const each of asking) await tell("Providers", async () => (await each).findings);
    return checkModels(settings, catalogue, await Promise.all(asking));
  } finally {
    await close();
  }
}

/** Never fails, since nobody may be waiting for it yet when it does. */
async function askProvider(
  settings: ProviderSettings,
  provider: Provider | undefined,
  offline: boolean,
): Promise<AskedProvider> {
  const { name } = settings;
  let answer: AskedProvider = { name, findings: [] };
  const findings = await looked(`Provider ${name}`, async () => {
    if (provider === undefined) throw new TypeError("there is no such provider");
    answer = await checkProvider(settings, provider, offline);
    return answer.findings;
  });
  return { ...answer, findings };
}

async function looked(check: string, look: Look): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    const remedy = "This check is not meant to fail: please report it.";
    return [problem(check, `It could not be looked at: ${wordsOf(error)}`, remedy)];
  }
}
