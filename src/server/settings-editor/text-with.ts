import type { NewProvider, SettingsTextFault } from "../../admin/settings-editor.ts";
import { ParleyError } from "../../spec/errors.ts";
import { member } from "../settings/raw.ts";
import { readYaml } from "../settings/yaml-file.ts";
import { insertEntry, type NewEntry } from "./insert-entry.ts";

/** A settings file's text with one provider more, and perhaps with a name for one of its models. */
export function textWith(
  text: string,
  { name, type, preset, baseUrl, region, key, model }: NewProvider,
): string {
  const value = {
    type,
    ...(preset !== undefined && { preset }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(region !== undefined && { region }),
    ...(key !== undefined && { apiKey: "stored" }),
  };
  const withProvider = added(text, { section: "providers", name, value }, "name");
  if (model === undefined) return withProvider;
  const targets = [{ provider: name, model: model.model }];
  return added(withProvider, { section: "models", name: model.name, value: { targets } }, "model.name");
}

/** Members of the request, by the last part of the setting that they become. */
const params: ReadonlyMap<string, string> = new Map([
  ["baseUrl", "base_url"],
  ["type", "type"],
  ["preset", "preset"],
  ["region", "region"],
  ["apiKey", "key"],
]);

/** What of a request to add a provider a fault of the text is about. */
export function paramOf({ path }: SettingsTextFault): string {
  if (path.startsWith("models")) return "model";
  return params.get(path.split(".").at(-1) ?? "") ?? "name";
}

function added(text: string, entry: NewEntry, param: string): string {
  const { section, name } = entry;
  if (member(member(readYaml(text).value, section), name) !== undefined)
    throw new ParleyError("invalid_value", {
      message: `The settings have "${name}" in \`${section}\` already. Choose another name.`,
      param,
    });
  const result = insertEntry(text, entry);
  if (result !== undefined) return result;
  throw new ParleyError("conflict", {
    message: `The file is written in a way in which nothing can be added to \`${section}\` from here. Change its text.`,
  });
}
