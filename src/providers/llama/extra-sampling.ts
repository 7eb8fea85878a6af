import { ParleyError } from "../../spec/errors.ts";
import type { ExtraSampling } from "./inference/protocol.ts";

/** Members of the body beyond OpenAI's that llama.cpp's own server takes, too. Fails for values out of bounds. */
export function extraSampling(body: Readonly<Record<string, unknown>> | undefined): ExtraSampling {
  const [minP, topK, repeatPenalty] = [
    read(body, "min_p", 0, 1),
    read(body, "top_k", 0, 1_000),
    read(body, "repeat_penalty", 0.1, 10),
  ];
  return {
    ...(minP !== undefined && { minP }),
    ...(topK !== undefined && { topK: Math.floor(topK) }),
    ...(repeatPenalty !== undefined && { repeatPenalty }),
  };
}

function read(
  body: Readonly<Record<string, unknown>> | undefined,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const value = body?.[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && value >= least && value <= most) return value;
  throw new ParleyError("invalid_value", {
    message: `Invalid value for '${name}': expected a number from ${least} to ${most}.`,
    param: name,
  });
}
