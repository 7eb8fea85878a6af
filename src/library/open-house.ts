import { randomBytes } from "node:crypto";
import type { House } from "../server/build.ts";
import { DataError } from "../server/data-error.ts";
import type { DataFolder } from "../server/data-folder.ts";
import { SettingsError } from "../server/settings/fault.ts";
import type { Settings } from "../server/settings/settings.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Principal } from "../spec/principal.ts";
import type { ParleyOptions } from "./create-parley.ts";

export interface OpenHouse {
  readonly house: House;
  readonly principal: Principal;
  readonly defaultModel: string;
}

/**
 * Opens the house. It is loaded on first use, so that importing the library opens and loads nothing.
 * Throws `invalid_value` for settings or a data folder that are wrong, `storage_unavailable` for what the machine
 * refuses, and nothing that is no `ParleyError`.
 */
export async function openHouse(options: ParleyOptions): Promise<OpenHouse> {
  const [{ buildHouse }, { defaultProject }] = await Promise.all([
    import("../server/build.ts"),
    import("../admin/projects.ts"),
  ]);
  const settings = await readSettings(options);
  const place = await readPlace(options, settings);
  let house: House | undefined;
  try {
    house = await buildHouse(settings, {
      ...place,
      observer: {
        attemptEnded: () => undefined,
        callEnded: () => undefined,
        shadowExceeded: () => undefined,
      },
      warn: options.warn ?? (() => undefined),
    });
    const project = await defaultProject(house.keys);
    const principal = { projectId: project.id, name: "library" };
    return { house, principal, defaultModel: settings.defaultModel };
  } catch (cause) {
    await house?.close();
    throw cause instanceof ParleyError ? cause : new ParleyError("internal", { cause });
  }
}

async function readSettings({ data, env, settings }: ParleyOptions): Promise<Settings> {
  if (data !== undefined && (typeof data !== "string" || data === "")) {
    throw new ParleyError("invalid_value", {
      message: "'data' must be the path of a folder.",
      param: "data",
    });
  }
  const { loadSettings } = await import("../server/settings/load.ts");
  try {
    return loadSettings({
      // Whatever the program keeps is in its folder, and so are its models.
      env: { ...(env ?? process.env), ...(data !== undefined && { PARLEY_DATA: data }) },
      cwd: process.cwd(),
      readFile: noFile,
      ...(settings !== undefined && { input: settings }),
    });
  } catch (cause) {
    if (!(cause instanceof SettingsError)) throw new ParleyError("internal", { cause });
    const [first] = cause.faults;
    throw new ParleyError("invalid_value", { message: cause.message, param: optionOf(first?.path), cause });
  }
}

/** Which option is to blame: faults of the environment have the variable's name for a path. */
function optionOf(path: string | undefined): "data" | "env" | "settings" {
  if (path === "PARLEY_DATA") return "data";
  return path !== undefined && /^[A-Z][A-Z_]*$/.test(path) ? "env" : "settings";
}

/** The database and the secret: in the folder, as the server has them, or nowhere. */
async function readPlace({ data }: ParleyOptions, settings: Settings): Promise<DataFolder> {
  if (data === undefined) {
    const database = { type: "sqlite", path: ":memory:", durability: "process" } as const;
    return { database, pepper: randomBytes(32) };
  }
  const { openDataFolder } = await import("../server/data-folder.ts");
  try {
    return await openDataFolder(settings.data, settings);
  } catch (cause) {
    if (cause instanceof DataError) {
      throw new ParleyError("invalid_value", { message: cause.message, param: "data", cause });
    }
    throw new ParleyError("storage_unavailable", { param: "data", cause });
  }
}

/** A library reads no file that it was not given. */
function noFile(): never {
  throw Object.assign(new Error("no file"), { code: "ENOENT" });
}
