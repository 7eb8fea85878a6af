import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ChatTask } from "../../src/dialects/openai/chat/task.ts";
import { chatRequest } from "../../src/dialects/openai/chat/schema.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { Secret } from "../../src/lib/secret.ts";
import { validate } from "../../src/lib/validate.ts";
import { presets } from "../../src/providers/openai-compatible/presets.ts";
import { createOpenAiCompatible } from "../../src/providers/openai-compatible/provider.ts";
import { kindOf, upstreamKinds } from "../../src/server/settings/upstream-kinds.ts";
import type { Provider } from "../../src/spec/provider.ts";
import { recordAnswer } from "./record-answer.ts";
import { strippedAnswer } from "./strip-secrets.ts";

export interface FixtureOrder {
  /** A kind of upstream, or `openai-compatible`. */
  readonly type: string;
  /** What it shows, such as `parallel-tools`. */
  readonly name: string;
  /** A request of the chat dialect: what a caller of Parley would send. */
  readonly request: unknown;
  /** Instead of the kind's own address. */
  readonly baseUrl?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder of the providers: the file goes to `<type>/fixtures/<type>-<name>.http` in it. */
  readonly folder: string;
}

interface Upstream {
  readonly baseUrl: string | undefined;
  readonly variables: readonly string[];
  create(baseUrl: string, key: Secret | undefined): Provider;
}

const clocks = { connect: 10_000, firstByte: 300_000, idle: 300_000, total: 600_000 };

/** Asks once and writes the fixture. Gives its path, and the error that Parley takes the answer for, if it is one. */
export async function recordFixture(
  order: FixtureOrder,
): Promise<{ readonly path: string; readonly error: unknown }> {
  const { type, name, env, folder } = order;
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))
    throw new Error("A case is named in words with dashes: parallel-tools.");
  const upstream = await upstreamOf(type);
  const baseUrl = order.baseUrl ?? upstream.baseUrl;
  if (baseUrl === undefined)
    throw new Error(`The provider ${type} has no address of its own: give one with --base-url.`);
  const key = upstream.variables
    .map((variable) => env[variable])
    .find((value) => value !== undefined && value !== "");
  const request = validate(chatRequest, order.request);
  const { answer, error } = await recordAnswer(
    baseUrl,
    (address) => upstream.create(address, key === undefined ? undefined : new Secret(key)),
    { model: request.model, task: new ChatTask(request) },
  );
  const file = strippedAnswer(answer, key === undefined ? [] : [key]);
  const place = join(folder, type, "fixtures");
  mkdirSync(place, { recursive: true });
  const path = join(place, `${type}-${name}.http`);
  // What is there was looked at by somebody: it is not replaced by accident.
  writeFileSync(path, file, { flag: "wx" });
  return { path, error };
}

async function upstreamOf(type: string): Promise<Upstream> {
  const common = (baseUrl: string, key: Secret | undefined) => ({
    name: type,
    baseUrl,
    headers: {},
    clocks,
    models: [],
    ...(key !== undefined && { apiKey: key }),
  });
  if (type === "openai-compatible") {
    const preset = presets.openai;
    return {
      baseUrl: preset.baseUrl,
      variables: [preset.apiKeyEnv],
      create: (baseUrl, key) => createOpenAiCompatible(systemClock, { ...common(baseUrl, key), preset }),
    };
  }
  const kind = kindOf(type);
  if (kind === undefined) {
    const known = ["openai-compatible", ...upstreamKinds.map((one) => one.type)];
    throw new Error(`There is no provider ${type}, only ${known.join(", ")}.`);
  }
  const create = await kind.load();
  return {
    baseUrl: kind.baseUrl,
    variables: kind.keyVariables,
    create: (baseUrl, key) =>
      create(
        { clock: systemClock },
        { ...common(baseUrl, key), ...(kind.signed === true && { region: "us-east-1" }) },
      ),
  };
}
