import type { Fault } from "../settings/fault.ts";
import { fileOrigin } from "../settings/origin.ts";
import { type Path, pathKey } from "../settings/path.ts";
import { entriesOf, member } from "../settings/raw.ts";
import type { YamlFile } from "../settings/yaml-file.ts";
import { keptWord } from "./hide-secrets.ts";
import { type Leaf, leavesOf } from "./leaves-of.ts";
import { isSecretPlace, tellsNothing } from "./secret-places.ts";

/**
 * What can be changed over HTTP: whom is asked, by which names, and at what price. Everything else says who comes in, what
 * they may do, where Parley listens, what it writes and reads, and which programs it runs: whoever has an admin key must
 * not become somebody who has the machine. What comes to the settings is not in here until somebody has thought of it.
 */
export const editable = [
  "providers",
  "models",
  "defaultModel",
  "prices",
  "retries",
  "conversations",
] as const;

/** Members of a provider that say where its key goes. */
const addressing = ["type", "preset", "baseUrl", "region", "endpoints"] as const;

interface Comparison {
  readonly before: ReadonlyMap<string, Leaf>;
  readonly after: ReadonlyMap<string, Leaf>;
  fault(path: Path, message: string): Fault;
}

/**
 * What an edited text changes that must not be changed over HTTP. Both files are read without putting variables in, and
 * with words in place of secrets.
 *
 * @param name The file, as faults name it.
 */
export function boundaryFaults(name: string, before: YamlFile, after: YamlFile): readonly Fault[] {
  const origin = fileOrigin(name, after);
  const fault = (path: Path, message: string): Fault => ({ ...origin.locate(path, "name"), message });
  const comparison = { before: leavesOf(before.value), after: leavesOf(after.value), fault };
  return [
    ...sectionFaults(before.value, after.value, fault),
    ...keptFaults(comparison),
    ...secretFaults(comparison),
    ...providerFaults(before.value, after.value, comparison),
  ];
}

function sectionFaults(before: unknown, after: unknown, fault: Comparison["fault"]): readonly Fault[] {
  const names = new Set([...entriesOf(before), ...entriesOf(after)].map(([name]) => name));
  const fixed = [...names].filter((name) => !editable.some((one) => one === name));
  return fixed
    .filter((name) => text(member(before, name)) !== text(member(after, name)))
    .map((name) => {
      const what = member(after, name) === undefined ? `\`${name}\` is removed` : "This setting is changed";
      const message = `${what} on the server's machine alone, in the file itself: from here ${editable.slice(0, -1).join(", ")} and ${editable.at(-1)} can be changed.`;
      return fault([name], message);
    });
}

/** Variables, and words for secrets, that are not where they were. */
function keptFaults({ before, after, fault }: Comparison): readonly Fault[] {
  const faults: Fault[] = [];
  for (const [key, leaf] of after) {
    const place = [...leaf.path.map(String), leaf.text].join(" ");
    if (!isKept(place)) continue;
    const was = before.get(key);
    if (was?.text === leaf.text) continue;
    const message = place.includes("${")
      ? "Variables (${NAME}) can hold the server's own secrets: they are put in, changed and moved on its machine alone. For a provider's key write `apiKey: stored`, and set it here."
      : "The word KEPT-SECRET stands for something that is shown to nobody: it stays exactly where it is, or is removed.";
    faults.push(fault(leaf.path, message));
  }
  return faults;
}

/** Keys that are written into the file. */
function secretFaults({ before, after, fault }: Comparison): readonly Fault[] {
  return [...after.values()]
    .filter(({ path, text: now }) => {
      if (path[0] !== "providers" || !isSecretPlace(path)) return false;
      return now !== '"stored"' && before.get(pathKey(path))?.text !== now && !isKept(now);
    })
    .map(({ path }) =>
      fault(
        path,
        path.at(-1) === "apiKey"
          ? "A key is not written into the file from here. Write `apiKey: stored`, and set the key at its provider: it is then kept encrypted."
          : "This can hold a secret, so it is written on the server's machine alone.",
      ),
    );
}

function providerFaults(before: unknown, after: unknown, comparison: Comparison): readonly Fault[] {
  const was = member(before, "providers");
  return entriesOf(member(after, "providers")).flatMap(([name, provider]) => {
    const path = ["providers", name];
    const old = member(was, name);
    const faults: Fault[] = [];
    if (text(member(old, "folder")) !== text(member(provider, "folder")))
      faults.push(
        comparison.fault(
          [...path, "folder"],
          "Which folder is read is said on the server's machine alone, in the file itself.",
        ),
      );
    // Of a provider that was not there, each secret is a fault by itself.
    if (old === undefined || !hasKeyInFile(provider, path)) return faults;
    const moved = addressing.find((part) => text(member(old, part)) !== text(member(provider, part)));
    if (moved !== undefined)
      faults.push(
        comparison.fault(
          [...path, moved],
          "A key of this provider stands in the file, and is meant for the address there: where it goes is changed on the server's machine alone. Or write `apiKey: stored` in its place, and set the key here.",
        ),
      );
    return faults;
  });
}

/** Whether something of a provider is a secret that the file has, or a variable. */
function hasKeyInFile(provider: unknown, path: Path): boolean {
  return [...leavesOf(provider, path).values()].some((leaf) => {
    const said = leaf.text.replaceAll('"', "");
    return isSecretPlace(leaf.path) && (isKept(said) || !tellsNothing(said));
  });
}

function isKept(said: string): boolean {
  return said.includes("${") || said.search(keptWord) !== -1;
}

function text(value: unknown): string | undefined {
  return JSON.stringify(value);
}
