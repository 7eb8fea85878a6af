import { Webhook as Official } from "standardwebhooks";
import { expect, onTestFinished, test, vi } from "vitest";
import { Secret } from "../../lib/secret.ts";
import type { WebhookSettings } from "../settings/activity-settings.ts";
import { publicLookup } from "./public-lookup.ts";
import { startReceiver } from "./receiver.fixture.ts";
import { createWebhook } from "./webhook.ts";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

const event = (number = 1) => ({
  id: `anomaly_${number}`,
  type: "anomaly.spending",
  at: Date.parse("2026-11-22T08:00:00Z"),
  data: { subject: "proj_1", details: { cost_micros: 5 } },
});

function webhookTo(url: string, more: Partial<WebhookSettings> = {}, pauses: readonly number[] = [5, 5]) {
  const warnings: string[] = [];
  const settings: WebhookSettings = {
    url: new Secret(url),
    secret: new Secret(secret),
    private: true,
    ...more,
  };
  const webhook = createWebhook({
    clock: { now: Date.now },
    settings: () => settings,
    warn: (message, error) => void warnings.push(`${message} ${String(error)}`),
    lookup: publicLookup((_name, done) => done(null, [{ address: "127.0.0.1", family: 4 }])),
    pauses,
  });
  onTestFinished(() => webhook.close());
  return { webhook, warnings };
}

test("a message comes signed, so that the official library takes it", async () => {
  const { url, received } = await startReceiver(200);
  const { webhook } = webhookTo(url);
  webhook.send(event());
  await vi.waitFor(() => expect(received).toHaveLength(1));
  const [{ headers, body, path }] = received as [(typeof received)[0]];
  expect(path).toBe("/hook?a=1");
  expect(headers["content-type"]).toBe("application/json");
  const official = new Official(secret);
  expect(official.verify(body, headers as Record<string, string>)).toEqual({
    type: "anomaly.spending",
    timestamp: "2026-11-22T08:00:00.000Z",
    data: event().data,
  });
  expect(headers["webhook-id"]).toBe("anomaly_1");
  await vi.waitFor(() => expect(webhook.waiting).toBe(0));
});

test("what fails comes again under the same id, and a redirect is a failure that leads nowhere", async () => {
  const { url, received } = await startReceiver(500, 302, 204);
  const { webhook, warnings } = webhookTo(url);
  webhook.send(event());
  await vi.waitFor(() => expect(received).toHaveLength(3));
  expect(new Set(received.map(({ headers }) => headers["webhook-id"]))).toEqual(new Set(["anomaly_1"]));
  expect(received.every(({ path }) => path.startsWith("/hook"))).toBe(true);
  await vi.waitFor(() => expect(webhook.waiting).toBe(0));
  expect(warnings).toHaveLength(2);
});

test("it ends: after the last try, and when the receiver wants no more", async () => {
  const failing = await startReceiver(503);
  const one = webhookTo(failing.url);
  one.webhook.send(event());
  await vi.waitFor(() => expect(one.warnings.at(-1)).toContain("not tried again"));
  expect(failing.received).toHaveLength(3);
  const gone = await startReceiver(410);
  const other = webhookTo(gone.url);
  other.webhook.send(event());
  await vi.waitFor(() => expect(other.warnings.at(-1)).toContain("does not want"));
  expect(gone.received).toHaveLength(1);
});

test("what waits is bounded, and given up at the end", async () => {
  const { webhook, warnings } = webhookTo("http://127.0.0.1:1/", {}, [60_000]);
  for (let number = 0; number < 150; number++) webhook.send(event(number));
  expect(webhook.waiting).toBe(100);
  expect(warnings).toHaveLength(50);
  await webhook.close();
  expect(webhook.waiting).toBe(0);
  webhook.send(event(999));
  expect(webhook.waiting).toBe(0);
});

test.each([
  "http://127.0.0.1:9/",
  "https://127.0.0.1/",
  "https://[::1]/",
  "https://[::ffff:169.254.169.254]/",
  "https://0x7f.1/",
  "https://2130706433/",
  "https://10.0.0.1/",
  "https://8.8.8.8:22/",
  "https://inside.example/",
  "https://inside.example:8443/",
])("%s is not asked unless it is said that it may be", async (url) => {
  const { webhook, warnings } = webhookTo(url, { private: false }, []);
  webhook.send(event());
  await vi.waitFor(() => expect(warnings).toHaveLength(1), { timeout: 5_000 });
  expect(webhook.waiting).toBe(0);
});
