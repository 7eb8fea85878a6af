import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { webhookHeaders } from "./standard-webhook.ts";

test("the official library signs the same, and takes what is signed", () => {
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const at = Date.now();
  const message = { id: "msg_1", at, body: '{"type":"x","data":{"é":"😀"}}' };
  const headers = webhookHeaders(secret, message);
  const official = new Webhook(secret);
  expect(headers["webhook-signature"]).toBe(official.sign("msg_1", new Date(at), message.body));
  expect(official.verify(message.body, headers)).toEqual(JSON.parse(message.body));
  expect(() => official.verify(`${message.body} `, headers)).toThrow("No matching signature found");
  expect(() => official.verify(message.body, { ...headers, "webhook-id": "msg_2" })).toThrow(
    "No matching signature found",
  );
});
