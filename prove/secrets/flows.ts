/** Uses every kind of secret as its owner does, and as people do by mistake. Gives what they are and what was heard. */
import { createHmac } from "node:crypto";
import { tokenFor } from "../fuzz/credentials.ts";
import type { Keeper } from "../keys/keeper.ts";
import { type Person, register } from "../keys/person.ts";

export interface Flows {
  readonly url: string;
  readonly keeper: Keeper;
  /** The first key. */
  readonly key: string;
  /** Runs `parley …`. */
  parley(...words: string[]): Promise<string>;
  /** To be searched for. */
  know(name: string, secret: string): void;
  /** To be searched in. */
  hear(where: string, text: string): void;
}

const password = "correct-horse-battery-staple-9417";
const otherPassword = "incorrect-zebra-battery-staple-5528";

export async function useAll(flows: Flows): Promise<void> {
  flows.know("the first key", flows.key);
  const owner = await people(flows);
  await keys(flows);
  await providers(flows);
  await twoFactors(flows, owner);
  await mistakes(flows);
}

interface Wish {
  readonly method?: string;
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** The answer shows a secret to its owner, this once. */
  readonly isSecret?: boolean;
}

async function ask(
  { url, hear }: Flows,
  path: string,
  { method, body, headers, isSecret = false }: Wish,
): Promise<string> {
  const response = await fetch(`${url}${path}`, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: { "content-type": "application/json", ...headers },
    ...(body !== undefined && { body }),
    signal: AbortSignal.timeout(20_000),
  });
  const text = await response.text();
  if (isSecret) return text;
  const { "set-cookie": _cookie, ...heard } = Object.fromEntries(response.headers);
  hear(`${response.status} of ${method ?? ""} ${path.split("?")[0]}`, `${JSON.stringify(heard)}${text}`);
  return text;
}

const bearer = (secret: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${secret}` });

async function people(flows: Flows): Promise<Person> {
  const { url, know, keeper, parley } = flows;
  know("a password", password);
  know("a wrong password", otherPassword);
  const owner = await register(url, { email: "owner@canary.example", password });
  const invited = await keeper.post("/v1/organization/invites", {
    email: "ann@canary.example",
    role: "reader",
  });
  const invite = String(invited["token"]);
  know("an invitation", invite);
  const ann = await register(url, { email: "ann@canary.example", password, invite });
  know("a cookie", await ann.signIn());
  const link = await parley("accounts", "recover", ann.email);
  const recovery = /recover=(\S+)/.exec(link)?.[1] ?? "";
  know("a link to recover", recovery);
  const recover = JSON.stringify({ token: recovery, password: `${password}-new` });
  for (let turn = 0; turn < 2; turn++) await ask(flows, "/auth/recover", { body: recover });
  for (const email of [ann.email, "nobody@canary.example"])
    await ask(flows, "/auth/login", { body: JSON.stringify({ email, password: otherPassword }) });
  return owner;
}

async function keys(flows: Flows): Promise<void> {
  const { url, know, keeper } = flows;
  const [revoked, rotated, used] = [await keeper.newKey(), await keeper.newKey(), await keeper.newKey()];
  know("a revoked key", revoked.secret);
  know("a key that was rotated", rotated.secret);
  know("a key that is used", used.secret);
  const of = `/v1/organization/projects/${keeper.project}/api_keys`;
  const next = await keeper.post(`${of}/${rotated.id}/rotate`, { overlap_seconds: 60 });
  know("a key by rotation", String(next["value"]));
  await keeper.remove(`${of}/${revoked.id}`);
  const token = await tokenFor(url, used);
  know("a token", token.slice(token.lastIndexOf(".") + 1));
  const chat = (content: string): string =>
    JSON.stringify({ model: "rehearsal", messages: [{ role: "user", content }] });
  for (const secret of [used.secret, rotated.secret, revoked.secret, token]) {
    await ask(flows, "/v1/chat/completions", { body: chat("hi"), headers: bearer(secret) });
    await ask(flows, "/v1/messages", { body: "{}", headers: { "x-api-key": secret } });
  }
  // What somebody pastes into a question is kept by the log of requests, unless it looks like a secret. The scripted
  // model says it back to whoever asked.
  await ask(flows, "/v1/chat/completions", {
    isSecret: true,
    body: chat(`My key is ${used.secret}`),
    headers: bearer(used.secret),
  });
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const client = `client_id=${used.id}&client_secret=${used.secret}`;
  await ask(flows, "/oauth/revoke", { body: `${client}&token=${token}`, headers: form });
  await ask(flows, "/oauth/token", {
    body: `client_id=nobody&client_secret=${used.secret}&grant_type=password`,
    headers: form,
  });
  const basic = Buffer.from(`${used.id}:${revoked.secret}`).toString("base64");
  await ask(flows, "/oauth/token", {
    body: "grant_type=client_credentials",
    headers: { ...form, authorization: `Basic ${basic}` },
  });
}

async function providers(flows: Flows): Promise<void> {
  const stored = "provider-canary-8d1f6a0b5c3e7294-stored";
  flows.know("a stored provider's key", stored);
  const set = JSON.stringify({ key: stored });
  await ask(flows, "/v1/organization/providers/echo/key", { body: set, headers: bearer(flows.key) });
  const misplaced = JSON.stringify({ key: stored, name: stored });
  await ask(flows, "/v1/organization/providers/echo/key", { body: misplaced, headers: bearer(flows.key) });
  for (const model of ["echo/any", "fixed/any"])
    for (const stream of [false, true]) {
      const body = JSON.stringify({ model, stream, messages: [{ role: "user", content: "hi" }] });
      await ask(flows, "/v1/chat/completions", { body, headers: bearer(flows.key) });
    }
  await ask(flows, "/v1/organization/health", { headers: bearer(flows.key) });
}

async function twoFactors(flows: Flows, owner: Person): Promise<void> {
  const { url, know } = flows;
  const cookie = await owner.signIn();
  know("the owner's cookie", cookie);
  const headers = { cookie: `__Host-parley=${cookie}`, origin: url };
  const begun = JSON.parse(
    await ask(flows, "/auth/authenticator_app", { body: "{}", headers, isSecret: true }),
  ) as {
    readonly secret: string;
  };
  know("the secret of an authenticator app", begun.secret);
  know("the bytes of that secret, in hex", base32(begun.secret).toString("hex"));
  const wrong = JSON.stringify({ code: "000000", secret: begun.secret });
  await ask(flows, "/auth/authenticator_app/confirm", { body: wrong, headers });
  const code = JSON.stringify({ code: oneTimeCode(begun.secret) });
  const confirmed = JSON.parse(
    await ask(flows, "/auth/authenticator_app/confirm", { body: code, headers, isSecret: true }),
  ) as { readonly codes: readonly string[] };
  for (const one of confirmed.codes) know("a recovery code", one);
  const login = { email: owner.email, password, code: confirmed.codes[0] };
  await ask(flows, "/auth/login", { body: JSON.stringify(login), isSecret: true });
  await ask(flows, "/auth/login", { body: JSON.stringify(login) });
  await ask(flows, "/auth/password", {
    body: JSON.stringify({ current_password: otherPassword, new_password: "x" }),
    headers,
  });
  for (const path of ["/auth/me", "/auth/sessions"]) await ask(flows, path, { headers });
  await ask(flows, "/auth/logout", { body: "{}", headers });
}

/** Where secrets end up when somebody is in a hurry. */
async function mistakes(flows: Flows): Promise<void> {
  const { key } = flows;
  for (const path of [
    `/v1/models?api_key=${key}`,
    `/v1/models/${key}`,
    `/${key}`,
    `/v1/organization/users/${encodeURIComponent(password)}`,
    `/auth/sso/corp/callback?code=${key}&state=${password}`,
  ])
    await ask(flows, path, { headers: bearer(key) });
  await ask(flows, "/v1/models", { headers: { authorization: key } });
  await ask(flows, "/v1/models", {
    headers: { ...bearer(key), "x-api-key": key, cookie: `__Host-parley=${key}` },
  });
  await ask(flows, "/v1/chat/completions", {
    body: JSON.stringify({ model: key, messages: [], [key]: key }),
    headers: bearer(key),
  });
  await ask(flows, "/v1/chat/completions", { body: `{"model":"${key}`, headers: bearer(key) });
  await ask(flows, "/v1/models", {
    headers: { ...bearer(key), "idempotency-key": key, "user-agent": `curl ${key}` },
  });
}

function base32(text: string): Buffer {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...text.replaceAll("=", "")]
    .map((one) => letters.indexOf(one).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** RFC 6238, of now. */
function oneTimeCode(secret: string): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac("sha1", base32(secret)).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
