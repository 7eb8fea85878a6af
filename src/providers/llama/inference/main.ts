/**
 * The inference process: one model, loaded by the first message. It runs apart from the server so that a crash of
 * llama.cpp costs the calls of one model and nothing else, and ends when the server does.
 */
import { constants, setPriority } from "node:os";
import { systemClock } from "../../../lib/clock.ts";
import type { LoadedModel } from "./load-model.ts";
import { Outbox } from "./outbox.ts";
import type { EmbedOrder, GenerateOrder, LoadOrder, Order, Report } from "./protocol.ts";
import { toWire } from "./wire-error.ts";

/** The server goes first: it has many calls to serve, and each of its turns is short. */
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const send = (report: Report): void => void process.send?.(report, undefined, undefined, () => undefined);
const outbox = new Outbox(send, systemClock.monotonic);
const running = new Map<number, AbortController>();
const notInstalled = "Local models need the package node-llama-cpp, which is not installed.";
let loading: Promise<LoadedModel> | undefined;

process.on("disconnect", () => process.exit(0));
process.on("message", (order: Order) => {
  if (order.kind === "load") void load(order);
  else if (order.kind === "check") void check();
  else if (order.kind === "abort") running.get(order.id)?.abort();
  else void answer(order);
});

async function load(order: LoadOrder): Promise<void> {
  try {
    // Imported now, so that a machine without the package hears of it in words.
    loading = import("./load-model.ts").then(({ loadModel }) => loadModel(order));
    await loading;
    send({ kind: "loaded" });
  } catch (error) {
    send({ kind: "failed", error: toWire(error, notInstalled) });
  }
}

async function check(): Promise<void> {
  try {
    const { tryLlama } = await import("./load-model.ts");
    await tryLlama();
    send({ kind: "loaded" });
  } catch (error) {
    send({ kind: "failed", error: toWire(error, notInstalled) });
  }
}

async function answer(order: GenerateOrder | EmbedOrder): Promise<void> {
  const controller = new AbortController();
  running.set(order.id, controller);
  try {
    const loaded = await loading;
    if (loaded === undefined) throw new TypeError("no model was loaded");
    const { generate, embed } = await import("./tasks.ts");
    const push = (event: Parameters<Outbox["push"]>[1]): void => outbox.push(order.id, event);
    if (order.kind === "generate") await generate(loaded, order, push, controller.signal);
    else await embed(loaded, order, push, controller.signal);
  } catch (error) {
    outbox.push(order.id, toWire(error, "The local model failed."));
  } finally {
    running.delete(order.id);
  }
}
