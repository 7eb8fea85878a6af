import type { EmbedTask, GenerateTask } from "../../spec/call.ts";
import type { Attempt } from "../../spec/provider.ts";
import { extraSampling } from "./extra-sampling.ts";
import type { Order } from "./inference/protocol.ts";

/** What an inference process is told of a call that it gets under a number of its own. */
export type MakeOrder = (id: number) => Order;

export function generateOrder({ task, callId, source }: Attempt<GenerateTask>): MakeOrder {
  return (id) => ({
    kind: "generate",
    id,
    callId,
    items: task.items,
    options: { ...task.options },
    extra: extraSampling(source?.body),
    raw: task.raw === true,
  });
}

export function embedOrder({ task: { inputs, dimensions } }: Attempt<EmbedTask>): MakeOrder {
  return (id) => ({ kind: "embed", id, inputs, ...(dimensions !== undefined && { dimensions }) });
}
