/** Secrets that cannot be mistaken, used wherever there is a use for them, and then looked for everywhere else. */
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Violation } from "../checker/violation.ts";
import { openKeeper } from "../keys/keeper.ts";
import { waitUntil } from "../lib/wait-until.ts";
import { type LoadHouse, startLoadHouse } from "../load/load-house.ts";
import { startEchoingUpstream } from "../secrets/echoing-upstream.ts";
import { useAll } from "../secrets/flows.ts";
import { foundIn, type Needle, needlesOf } from "../secrets/needles.ts";
import type { Outcome, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

interface Place {
  readonly name: string;
  readonly bytes: Buffer;
}

const fixedKey = "provider-canary-0a7c4e92d8b61f35-fixed";

export async function runSecrets(world: World): Promise<Outcome> {
  const needles: Needle[] = [];
  const places: Place[] = [];
  let secrets = 0;
  const know = (name: string, secret: string): void => {
    secrets++;
    needles.push(...needlesOf(name, secret));
  };
  const hear = (name: string, text: string): void => void places.push({ name, bytes: Buffer.from(text) });
  const port = await startEchoingUpstream(world.cleanup, (text) => hear("the webhook", text));
  const env = environment(know);
  const house = await startLoadHouse(world, "secrets", { settings: settingsFor(port), env, loud: true });
  const { server, key, parley } = house;
  const keeper = await openKeeper(server.url, key);
  await useAll({ url: server.url, keeper, key, parley, know, hear });
  const told = (): boolean => places.some(({ name }) => name === "the webhook");
  const isHooked = await waitUntil(20_000, 250, told);
  await lookAtAll(house, hear);
  const found: Violation[] = [...unexpectedEnds(server)];
  const search = (): void => {
    for (const { name, bytes } of [...places, ...filesOf(world)])
      for (const what of foundIn(bytes, needles))
        found.push({ invariant: "I5", rule: "secret", what: `${what}: in ${name}` });
  };
  // Once while the database has its writes beside it, and once when it has put them away.
  search();
  await server.stop();
  search();
  const files = filesOf(world);
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  // Where nothing was kept, nothing was looked for.
  if (!places.some(({ bytes }) => bytes.includes("[redacted]")))
    found.push({
      invariant: "I5",
      rule: "no-content",
      what: "the log of requests has kept no question with a key",
    });
  if (!isHooked) found.push({ invariant: "I5", rule: "no-webhook", what: "nothing came to the webhook" });
  return {
    counted: `${secrets} secrets in ${needles.length} forms, in ${places.length} answers and ${files.length} files of ${(size / 1024 / 1024).toFixed(1)} MB: ${new Set(found.map(({ what }) => what)).size} found`,
    violations: [...new Map(found.map((one) => [one.what, one])).values()],
  };
}

function environment(know: (name: string, secret: string) => void): Readonly<Record<string, string>> {
  const env = {
    PARLEY_SECRET: randomBytes(32).toString("base64"),
    CANARY_PROVIDER: fixedKey,
    CANARY_HEADER: "header-canary-77e1c0b94a2d5f83",
    CANARY_WEBHOOK: `whsec_${randomBytes(32).toString("base64")}`,
    CANARY_CLIENT: "sso-client-canary-3f8e2a6d1c9b",
  };
  for (const [name, secret] of Object.entries(env)) know(name, secret);
  return env;
}

function settingsFor(port: number): string {
  const upstream = `"http://127.0.0.1:${port}/v1"`;
  return [
    "accounts: { origin: http://localhost:9 }",
    `sso: { corp: { issuer: "https://127.0.0.1:9", clientId: parley, clientSecret: "\${CANARY_CLIENT}" } }`,
    `anomalies: { webhook: { url: "http://127.0.0.1:${port}/hook", secret: "\${CANARY_WEBHOOK}", private: true } }`,
    "providers:",
    `  fixed: { type: openai-compatible, baseUrl: ${upstream}, apiKey: "\${CANARY_PROVIDER}", headers: { x-team: "\${CANARY_HEADER}" } }`,
    `  echo: { type: openai-compatible, baseUrl: ${upstream}, apiKey: stored }`,
    "",
  ].join("\n");
}

/** What people and programs may read. */
const pages = [
  "/metrics",
  "/openapi.json",
  "/healthz",
  "/readyz",
  "/v1/models",
  "/v1/organization/projects",
  "/v1/organization/projects/proj_default/api_keys?include_revoked=true",
  "/v1/organization/projects/proj_default/users",
  "/v1/organization/admin_api_keys",
  "/v1/organization/users",
  "/v1/organization/invites",
  "/v1/organization/providers",
  "/v1/organization/health",
  "/v1/organization/audit_logs?limit=100",
  "/v1/organization/requests?limit=500",
  "/v1/organization/requests/export",
  "/v1/organization/requests/export?format=csv",
  "/v1/organization/anomalies",
  "/v1/organization/costs?start_time=0",
  "/auth/options",
  "/.well-known/jwks.json",
] as const;

const commands = [
  ["keys", "list", "--json"],
  ["accounts", "list", "--json"],
  ["audit", "export"],
  ["requests", "export"],
  ["ledger", "export", "--json"],
  ["usage", "--json"],
  ["providers", "list", "--json"],
] as const;

async function lookAtAll(
  { server, key, parley }: LoadHouse,
  hear: (name: string, text: string) => void,
): Promise<void> {
  const headers = { authorization: `Bearer ${key}` };
  const read = async (path: string): Promise<string> => {
    const response = await fetch(`${server.url}${path}`, { headers, signal: AbortSignal.timeout(20_000) });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text.slice(0, 300)}`);
    hear(path, text);
    return text;
  };
  for (const path of pages) await read(path);
  const { data } = JSON.parse(await read("/v1/organization/requests?limit=500")) as {
    readonly data: readonly { readonly id: string }[];
  };
  // With what was asked and answered, which the settings have kept.
  for (const { id } of data) await read(`/v1/organization/requests/${id}`);
  for (const words of commands) hear(`parley ${words.join(" ")}`, await parley(...words));
}

/** Everything that the server has written: its log, its settings, its database, the audit log's checkpoints. */
function filesOf({ folder }: World): readonly Place[] {
  const own = join(folder, "secrets");
  return readdirSync(own, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({
      name: `the file ${join(entry.parentPath, entry.name).slice(own.length + 1)}`,
      bytes: readFileSync(join(entry.parentPath, entry.name)),
    }));
}
