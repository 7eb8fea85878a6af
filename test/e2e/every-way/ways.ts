import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { systemClock } from "../../../src/lib/clock.ts";
import { Secret } from "../../../src/lib/secret.ts";
import { rehearsedDialects, type RehearsedName } from "../../../src/server/rehearse/dialects.ts";
import type { MockServer } from "../../../src/server/rehearse/start-mock.ts";
import { startRehearsed } from "../../../src/server/rehearse/start-rehearsed.ts";
import { kindOf } from "../../../src/server/settings/upstream-kinds.ts";
import type { Handling, ParameterName, ParameterTable } from "../../../src/spec/parameters.ts";
import { type StartedServer, startServer } from "../started-server.ts";

/** A way on which Parley comes to an answer. */
export interface Way {
  readonly name: string;
  /** Stands before the name of a rehearsal's model. */
  readonly prefix: string;
  /** Whether embeddings can be had there. */
  readonly embeds: boolean;
  /** What the protocol has for a model that will not answer: a text of its own, a word at the end, or nothing. */
  readonly refusal: "refusal" | "content_filter" | "nothing";
  /** Absent: nobody translates, so that everything arrives as it was asked for. */
  readonly table?: ParameterTable;
}

const dialects = Object.keys(rehearsedDialects) as RehearsedName[];

const refusals: Readonly<Partial<Record<RehearsedName, Way["refusal"]>>> = {
  anthropic: "content_filter",
  gemini: "nothing",
  ollama: "nothing",
  bedrock: "nothing",
};

/** The model within Parley, and the same model behind every provider's dialect. */
export const ways: readonly Way[] = [
  { name: "within Parley", prefix: "", embeds: true, refusal: "refusal" },
  ...(await Promise.all(dialects.map(wayThrough))),
];

async function wayThrough(name: RehearsedName): Promise<Way> {
  const table = await tableOf(name);
  return {
    name: `through ${name}`,
    prefix: `${name}/`,
    embeds: !["anthropic", "bedrock", "openai-responses"].includes(name),
    refusal: refusals[name] ?? ("refusal" as const),
    ...(table !== undefined && { table }),
  };
}

/** `undefined` where OpenAI's protocol is spoken on both sides. */
async function tableOf(name: RehearsedName): Promise<ParameterTable | undefined> {
  const create = await kindOf(name)?.load();
  const provider = create?.(
    { clock: systemClock },
    {
      name,
      baseUrl: "http://127.0.0.1:9",
      headers: {},
      models: [],
      clocks: { connect: 1, firstByte: 1, idle: 1, total: 1 },
      region: "us-east-1",
      accessKey: { id: "AKIDEXAMPLE", secret: new Secret("secret") },
    },
  );
  return provider?.parameters;
}

/** What becomes of a parameter on this way. */
export function handling({ table }: Way, name: ParameterName): Handling {
  return table?.[name] ?? { how: "mapped", as: name };
}

/** One Parley with a provider for each dialect, each of which asks a rehearsal; for the tests of one file. */
export function serveAllWays(): () => StartedServer {
  let mocks: readonly (readonly [RehearsedName, MockServer])[] = [];
  let server: StartedServer | undefined;
  const folder = mkdtempSync(join(tmpdir(), "parley-e2e-"));
  beforeAll(async () => {
    const place = { host: "127.0.0.1", port: 0 };
    mocks = await Promise.all(
      dialects.map(async (name) => [name, await startRehearsed(name, place)] as const),
    );
    const file = join(folder, "parley.yaml");
    writeFileSync(file, settings(mocks));
    server = await startServer({ PARLEY_CONFIG: file });
  });
  afterAll(async () => {
    await server?.stop();
    for (const [, mock] of mocks) await mock.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    if (server === undefined) throw new TypeError("the server has not started");
    return server;
  };
}

function settings(mocks: readonly (readonly [RehearsedName, MockServer])[]): string {
  const lines = mocks.map(([name, { url }]) => {
    const { basePath, settings: own } = rehearsedDialects[name];
    const signed = "accessKeyId: AKIDEXAMPLE, secretAccessKey: secret";
    const key = name === "bedrock" ? signed : "apiKey: sk-anything";
    return `  ${name}: { ${own}, baseUrl: "${url}${basePath}", ${key} }`;
  });
  return `defaultModel: rehearsal\nproviders:\n  rehearsal: { type: rehearsal }\n${lines.join("\n")}\n`;
}
