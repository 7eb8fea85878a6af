import { ParleyError } from "../../spec/errors.ts";

/**
 * Whether llama.cpp runs on this machine, tried in a process of its own; `why` says what is missing, for the operator.
 * Takes about half a second.
 */
export async function canRunHere(
  env: Readonly<Record<string, string>>,
): Promise<{ ok: boolean; why: string }> {
  const { InferenceProcess } = await import("./inference-process.ts");
  const trial = new InferenceProcess({ kind: "check", shownName: "llama.cpp" }, env);
  try {
    await trial.loaded;
    return { ok: true, why: "llama.cpp runs on this machine." };
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    const cause = error.cause instanceof Error ? (error.cause.message.split("\n")[0] ?? "") : "";
    return { ok: false, why: cause === "" ? error.message : `${error.message} (${cause})` };
  } finally {
    trial.close();
    await trial.ended;
  }
}
