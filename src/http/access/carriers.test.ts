import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Route } from "../route.ts";
import { addressOf, nameOf, openProof, type Proof } from "./proof.fixture.ts";

let proof: Proof;
beforeAll(async () => {
  proof = await openProof();
});
afterAll(() => proof.keeping.served.close());

describe("how the key comes", () => {
  const owner = () => proof.secrets["owner"] ?? "";

  test("in x-api-key on the protocol that has it, with the same decisions; elsewhere it is nothing", async () => {
    for (const name of ["owner", "caller", "revoked", "elsewhere", "only usage"]) {
      const own = { "x-api-key": proof.secrets[name] ?? "" };
      for (const route of proof.guarded) {
        const [theirs, ours] = [await proof.judge(route, own), await proof.judge(route, proof.bearer(name))];
        expect([nameOf(route), theirs]).toEqual([
          nameOf(route),
          route.keyHeader === undefined ? "no key" : ours,
        ]);
      }
    }
  });

  test("in two headers it is refused where both are read", async () => {
    const both = () => ({ ...proof.bearer("owner"), "x-api-key": owner() });
    expect(
      await proof.misjudged(both, ({ keyHeader }) => (keyHeader === undefined ? "in" : "misplaced")),
    ).toEqual([]);
  });

  test("twice in the same header it is refused, whichever of the two is good", async () => {
    const [good, bad] = [`Bearer ${owner()}`, "Bearer sk-none"];
    for (const authorization of [
      [good, bad],
      [bad, good],
      [good, good],
    ])
      expect(
        await proof.misjudged(
          () => ({ authorization }),
          () => "misplaced",
        ),
      ).toEqual([]);
  });

  test.each(["key", "api_key", "api-key", "apiKey", "x-api-key", "access_token", "token", "anything"])(
    "in the address as %s it is refused, also beside a good one",
    async (name) => {
      const address = (route: Route) => `${addressOf(route)}?a=b&${name}=${owner()}`;
      expect(
        await proof.misjudged(
          () => ({}),
          () => "misplaced",
          address,
        ),
      ).toEqual([]);
      expect(
        await proof.misjudged(
          () => proof.bearer("owner"),
          () => "misplaced",
          address,
        ),
      ).toEqual([]);
    },
  );

  test.each([
    ["a cookie", { cookie: "__Host-key=KEY; authorization=Bearer KEY" }],
    ["Basic", { authorization: "Basic KEY" }],
    ["no scheme", { authorization: "KEY" }],
    ["two keys", { authorization: "Bearer KEY KEY" }],
    ["a proxy's header", { "proxy-authorization": "Bearer KEY" }],
    [
      "a forwarded header",
      { "x-forwarded-authorization": "Bearer KEY", "x-original-authorization": "Bearer KEY" },
    ],
  ])("in %s it is none", async (_where, headers) => {
    const filled = Object.entries(headers).map(([name, value]) => [name, value.replaceAll("KEY", owner())]);
    expect(
      await proof.misjudged(
        () => Object.fromEntries(filled),
        () => "no key",
      ),
    ).toEqual([]);
  });

  test("whatever the Host and however the path is written, nobody is let in without a key", async () => {
    for (const host of ["localhost", "evil.example", "127.0.0.1:1", "[::1]"])
      expect(
        await proof.misjudged(
          () => ({ host }),
          () => "no key",
        ),
      ).toEqual([]);
    const forms: ((path: string) => string)[] = [
      (path) => `${path}/`,
      (path) => `/${path}`,
      (path) => `${path}//`,
      (path) => `${path}?x=1`,
      (path) => `${path}#x`,
      (path) => `${path};x=1`,
      (path) => `/.${path}`,
      (path) => `/x/..${path}`,
      (path) => path.replace("v1", "V1"),
      (path) => path.replace("v1", "%761"),
      (path) =>
        path.replace(/\/(\w)(?=\w*$)/, (_all, first: string) => `/%${first.charCodeAt(0).toString(16)}`),
      (path) => path.replace("/v1/", "/v1%2f"),
      (path) => `http://evil.example${path}`,
    ];
    for (const form of forms) {
      for (const route of proof.guarded) {
        const { status } = await proof.ask(route.method, form(addressOf(route)), {});
        expect([nameOf(route), form(addressOf(route)), [400, 401, 404, 405].includes(status)]).toEqual([
          nameOf(route),
          form(addressOf(route)),
          true,
        ]);
      }
    }
  });
});
