import { describe, expect, test } from "vitest";
import { systemClock } from "../../lib/clock.ts";
import { Secret } from "../../lib/secret.ts";
import { presets } from "../../providers/openai-compatible/presets.ts";
import { createOpenAiCompatible } from "../../providers/openai-compatible/provider.ts";
import type { UpstreamType } from "../../providers/upstream/kind.ts";
import { upstreamKinds } from "../settings/upstream-kinds.ts";
import { rehearsedDialects } from "./dialects.ts";
import { providerContract, type Subject } from "./provider-contract.fixture.ts";

const common = {
  apiKey: new Secret("sk-test"),
  headers: {},
  models: [],
} as const;

/** What the protocols lack. */
const lacks: Readonly<Partial<Record<UpstreamType, Partial<Pick<Subject, "embeds" | "reasons">>>>> = {
  anthropic: { embeds: false },
  bedrock: { embeds: false },
  "openai-responses": { embeds: false },
};

const ofOpenAi = (["openai", "azure"] as const).map<Subject>((preset) => ({
  name: `openai-compatible, preset ${preset}`,
  as: preset,
  basePath: rehearsedDialects[preset].basePath,
  embeds: true,
  reasons: true,
  create: (baseUrl, clocks) =>
    createOpenAiCompatible(systemClock, {
      ...common,
      name: preset,
      baseUrl,
      clocks,
      preset: presets[preset],
    }),
}));

const loaded = await Promise.all(
  upstreamKinds.map(async (kind) => ({ kind, createKind: await kind.load() })),
);

const ofKinds = loaded.map<Subject>(({ kind, createKind }) => ({
  name: kind.type,
  as: kind.type as Subject["as"],
  basePath: kind.baseUrl === undefined ? "" : new URL(kind.baseUrl).pathname.replace(/\/$/, ""),
  embeds: true,
  reasons: true,
  ...lacks[kind.type],
  create: (baseUrl, clocks) =>
    createKind(
      { clock: systemClock },
      {
        ...common,
        name: kind.type,
        baseUrl,
        clocks,
        ...(kind.signed === true && {
          region: "eu-central-1",
          accessKey: { id: "AKIDEXAMPLE", secret: new Secret("secret-access-key") },
        }),
      },
    ),
}));

test("every kind of upstream can be rehearsed", () => {
  expect(Object.keys(rehearsedDialects)).toEqual(
    expect.arrayContaining(upstreamKinds.map(({ type }) => type)),
  );
});

describe.each([...ofOpenAi, ...ofKinds.filter(({ as }) => as in rehearsedDialects)])("$name", (subject) => {
  providerContract(subject);
});
