import type { Usage } from "../../spec/usage.ts";
import { count, known } from "../upstream/json.ts";
import type { WireLine } from "./wire.ts";

/**
 * Reads the figures of the last line. Ollama leaves out a count that it does not know or that is 0, such as that of a
 * prompt which it had in its cache: such a count stays unknown.
 */
export function readUsage(line: WireLine): Usage | undefined {
  const usage = known<Usage>({
    inputTokens: count(line.prompt_eval_count),
    outputTokens: count(line.eval_count),
  });
  return Object.keys(usage).length === 0 ? undefined : usage;
}
