import type { MakeFault } from "./checks.ts";
import type { Fault } from "./fault.ts";
import type { Path } from "./path.ts";
import { entriesOf, member } from "./raw.ts";

/** Providers of the kind `llama` of which one setting makes another one void. */
export function llamaFaults(provider: unknown, path: Path, fault: MakeFault): readonly Fault[] {
  if (member(provider, "gpu") !== "off") return [];
  return entriesOf(member(provider, "models")).flatMap(([name, model]) => {
    const layers = member(model, "gpuLayers");
    if (layers === undefined || Number(layers) === 0) return [];
    const message =
      "No layer can lie on a GPU: `gpu` is off for this provider. Remove this, or write `gpu: auto`.";
    return [fault([...path, "models", name, "gpuLayers"], "value", message)];
  });
}
