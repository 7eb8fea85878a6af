import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Exchange } from "./exchange.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function patient(): Exchange {
  const request = new IncomingMessage(new Socket());
  request.headers["x-parley-timeout"] = "24h";
  return new Exchange(request, new ServerResponse(request), undefined, {});
}

test("the time that a caller allows runs until his connection closes", () => {
  const exchange = patient();
  exchange.keepTime();
  expect(vi.getTimerCount()).toBe(1);
  exchange.response.emit("close");
  expect(vi.getTimerCount()).toBe(0);
  expect(exchange.signal.aborted).toBe(true);
});

test("whoever left before it began leaves no timer behind", () => {
  const exchange = patient();
  exchange.response.destroy();
  exchange.response.emit("close");
  exchange.keepTime();
  expect(vi.getTimerCount()).toBe(0);
});
