import { canRunHere } from "../providers/llama/can-run-here.ts";
import { inferenceEnvironment } from "./inference-environment.ts";

/** Whether local models can run on this machine, and why not; for `doctor`. */
export function canRunLlama(): Promise<{ ok: boolean; why: string }> {
  return canRunHere(inferenceEnvironment(process.env));
}
