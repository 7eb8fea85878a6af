import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { HubSettings, LocalModelDeps } from "../../admin/local-models/deps.ts";
import { systemClock } from "../../lib/clock.ts";
import { type Clocks, createHttpClient } from "../../lib/http-client.ts";
import { plainAddress } from "../../lib/plain-address.ts";
import { Secret } from "../../lib/secret.ts";
import { ParleyError } from "../../spec/errors.ts";
import { machineMemory } from "../memory.ts";
import type { Environment } from "../settings/substitution.ts";
import { createFolderFiles } from "./folder-files.ts";

/** Name of the folder of models in the data folder. */
export const modelsName = "models";

const hubAddress = "https://huggingface.co";

/** In milliseconds. A large file over a slow line may take a day, as long as something comes. */
const clocks: Clocks = { connect: 15_000, firstByte: 30_000, idle: 30_000, total: 24 * 3_600_000 };

/**
 * The folder of models, and the way to the hub, which `HF_ENDPOINT` and `HF_TOKEN` may change.
 * Fails with `invalid_value` when these make no sense.
 */
export function openLocalModels(data: string, env: Environment): LocalModelDeps {
  return {
    files: createFolderFiles(join(data, modelsName)),
    connect: (origin) => createHttpClient(origin, clocks),
    clock: systemClock,
    sleep,
    memory: machineMemory,
    hub: readHub(env),
    userAgent: "parley",
  };
}

function readHub(env: Environment): HubSettings {
  const address = env["HF_ENDPOINT"] || hubAddress;
  const endpoint = plainAddress(address);
  if (endpoint === undefined) {
    throw new ParleyError("invalid_value", {
      message:
        "HF_ENDPOINT must be the address of a hub, such as https://huggingface.co: without user name, query, fragment, `..` or an unusual form of an IP address.",
    });
  }
  const token = env["HF_TOKEN"]?.trim() ?? "";
  if (token !== "" && !/^[\x21-\x7e]+$/.test(token)) {
    throw new ParleyError("invalid_value", { message: "HF_TOKEN has characters in it that no token has." });
  }
  return { endpoint, ...(token !== "" && { token: new Secret(token) }) };
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (cause) {
    throw new ParleyError("cancelled", { cause });
  }
}
