import { join } from "node:path";
import type { Settings } from "../settings/settings.ts";
import { modelsName } from "./local-models.ts";

/** The provider that reads the folder of models; none when the settings give it another folder. */
export function llamaProviderName({
  providers,
  data,
}: Pick<Settings, "providers" | "data">): string | undefined {
  return providers.find((each) => each.type === "llama" && each.folder === join(data, modelsName))?.name;
}
