import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import type { Route } from "../route.ts";
import { readFormRequest, readJsonRequest, type RelayRequest } from "./read-request.ts";
import { imageRequest, speechRequest } from "./schema.ts";
import { sendRelayed } from "./send-relayed.ts";

/** Sounds and pictures: handed on to providers that have them, with keys, limits and books like everything else. */
export function relayRoutes(deps: RouteDeps): readonly Route[] {
  const common = { method: "POST", access: "key", idempotent: true } as const;
  const form = { ...common, bodyBytes: deps.mediaBytes } as const;
  const relay = async (exchange: Exchange, request: Promise<RelayRequest>): Promise<void> => {
    const { model, task } = await request;
    const { id, principal, signal } = exchange;
    const call = { id, principal, model, task, stream: false, signal, ...exchange.beginCall() };
    await sendRelayed(exchange, deps.engine.run(call));
  };
  return [
    {
      ...common,
      path: "/v1/audio/speech",
      summary: "Speaks a text.",
      tag: "Audio",
      request: speechRequest,
      otherType: "audio/mpeg",
      handle: (exchange) => relay(exchange, readJsonRequest(deps, exchange, "/audio/speech")),
    },
    {
      ...form,
      path: "/v1/audio/transcriptions",
      summary: "Writes down what is spoken.",
      tag: "Audio",
      otherType: "application/json",
      handle: (exchange) => relay(exchange, readFormRequest(deps, exchange, "/audio/transcriptions")),
    },
    {
      ...form,
      path: "/v1/audio/translations",
      summary: "Writes down in English what is spoken.",
      tag: "Audio",
      otherType: "application/json",
      handle: (exchange) => relay(exchange, readFormRequest(deps, exchange, "/audio/translations")),
    },
    {
      ...common,
      path: "/v1/images/generations",
      summary: "Makes pictures from a text.",
      tag: "Images",
      request: imageRequest,
      otherType: "application/json",
      handle: (exchange) => relay(exchange, readJsonRequest(deps, exchange, "/images/generations")),
    },
    {
      ...form,
      path: "/v1/images/edits",
      summary: "Makes pictures from pictures and a text.",
      tag: "Images",
      otherType: "application/json",
      handle: (exchange) => relay(exchange, readFormRequest(deps, exchange, "/images/edits")),
    },
    {
      ...form,
      path: "/v1/images/variations",
      summary: "Makes variations of a picture.",
      tag: "Images",
      otherType: "application/json",
      handle: (exchange) => relay(exchange, readFormRequest(deps, exchange, "/images/variations")),
    },
  ];
}
