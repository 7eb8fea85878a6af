import { Webhook } from "standardwebhooks";
import { expect, test, vi } from "vitest";
import { newKey } from "../../admin/key-format.ts";
import { startActive } from "./active-server.fixture.ts";
import { startReceiver } from "./receiver.fixture.ts";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

test("a revoked key that is still used is in the list, in the log, and told to a signed webhook", async () => {
  const { url, received } = await startReceiver(204);
  const { ask, server, lines, key } = await startActive(
    `anomalies: { webhook: { url: "${url}", secret: ${secret}, private: true } }`,
  );
  const made = (await (
    await ask("/v1/organization/projects/proj_default/api_keys", { name: "old" })
  ).json()) as { id: string; value: string };
  const old = { authorization: `Bearer ${made.value}` };
  expect((await fetch(`${server.url}/v1/models`, { headers: old })).status).toBe(200);
  const gone = await fetch(`${server.url}/v1/organization/projects/proj_default/api_keys/${made.id}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${key}` },
  });
  expect(gone.status).toBe(200);
  await vi.waitFor(
    async () => {
      const reply = await fetch(`${server.url}/v1/models`, { headers: old });
      expect([401, 429]).toContain(reply.status);
      await Promise.all(
        Array.from({ length: 60 }, async () => {
          const wrong = { authorization: `Bearer ${newKey()}` };
          await (await fetch(`${server.url}/v1/models`, { headers: wrong })).text();
        }),
      );
      expect(received.length).toBeGreaterThanOrEqual(1);
    },
    { timeout: 20_000, interval: 1_000 },
  );
  const [first] = received;
  const event = new Webhook(secret).verify(
    first?.body ?? "",
    (first?.headers ?? {}) as Record<string, string>,
  );
  expect(event).toMatchObject({
    type: "anomaly.retired_key",
    data: { rule: "retired_key", subject: made.id, api_key_id: made.id, project_id: "proj_default" },
  });
  const list = (await (await ask("/v1/organization/anomalies?rules=retired_key")).json()) as {
    data: object[];
  };
  expect(list.data).toMatchObject([
    { object: "organization.anomaly", rule: "retired_key", subject: made.id },
  ]);
  expect(lines.filter((line) => line.includes("something unusual was found")).join("")).toContain(made.id);
  const all = [...lines, ...received.map(({ body }) => body)].join("");
  for (const word of [made.value, key, secret, url]) expect(all).not.toContain(word);
}, 40_000);
