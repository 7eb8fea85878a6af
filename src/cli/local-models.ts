import { bytesText } from "./amounts.ts";
import { type CliContext, readSettings } from "./context.ts";
import { jsonLine } from "./printable.ts";
import { table } from "./table.ts";

/** `parley models --local`: the files on this machine. */
export async function listLocal(context: CliContext, json: boolean): Promise<void> {
  const settings = await readSettings(context);
  const [{ openLocalModels }, { listLocalModels }] = await Promise.all([
    import("../server/local-models/local-models.ts"),
    import("../admin/local-models/list.ts"),
  ]);
  const models = await listLocalModels(openLocalModels(settings.data, context.env));
  if (json) {
    const present = models.map((model) => ({
      name: model.name,
      file: model.file,
      state: model.state,
      bytes: model.bytes,
      total_bytes: model.totalBytes ?? null,
      quantisation: model.quantisation ?? null,
      architecture: model.architecture ?? null,
      context_tokens: model.contextTokens ?? null,
      source: model.source ?? null,
      sha256: model.sha256 ?? null,
      pulled_at: model.pulledAt ?? null,
    }));
    context.stdout.write(jsonLine({ models: present }));
    return;
  }
  if (models.length === 0) {
    context.stderr.write("There are no local models yet. `parley pull --help` shows some to begin with.\n");
    return;
  }
  const rows = models.map(({ name, state, bytes, totalBytes, quantisation, contextTokens }) => [
    name,
    totalBytes === undefined ? bytesText(bytes) : `${bytesText(bytes)} of ${bytesText(totalBytes)}`,
    quantisation ?? "-",
    contextTokens?.toString() ?? "-",
    state,
  ]);
  context.stdout.write(table(["NAME", "SIZE", "QUANTISATION", "CONTEXT", "STATE"], rows));
}
