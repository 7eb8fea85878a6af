import type { Command } from "commander";
import { operator } from "../spec/actor.ts";
import { catalogue } from "../admin/local-models/catalogue.ts";
import { isPassing } from "../lib/download/failures.ts";
import { bytesText } from "./amounts.ts";
import { type CliContext, readSettings } from "./context.ts";
import { Exit } from "./exit.ts";
import { jsonLine, printable } from "./printable.ts";
import { createPullDisplay } from "./pull-display.ts";
import { table } from "./table.ts";

interface PullOptions {
  readonly force?: boolean;
  readonly json?: boolean;
}

export function pullCommand(program: Command, context: CliContext): void {
  program
    .command("pull")
    .description("Fetch an open model, or let Ollama fetch one.")
    .argument(
      "<model>",
      "hf:user/repo, hf:user/repo:quantisation, https://…/file.gguf, a short name, or provider/model",
    )
    .option("--force", "even if this machine has too little memory for it")
    .option("--json", "print progress and result as lines of JSON")
    .addHelpText("after", () => `\n${helpText()}`)
    .action((model: string, options: PullOptions) => pull(context, model, options));
}

function helpText(): string {
  const rows = catalogue.map(({ name, bytes, memoryBytes, licence }) => [
    name,
    bytesText(bytes),
    bytesText(memoryBytes),
    licence,
  ]);
  return `Examples:
  parley pull qwen3-0.6b
  parley pull hf:Qwen/Qwen3-4B-GGUF:Q8_0
  parley pull ollama/llama3.2        where \`ollama\` is a provider of the type ollama

${indented(table(["SHORT NAME", "SIZE", "MEMORY", "LICENCE"], rows))}`;
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "  ");
}

async function pull(context: CliContext, model: string, options: PullOptions): Promise<void> {
  const settings = await readSettings(context);
  const [{ openModelKeeper }, { llamaProviderName }, events] = await Promise.all([
    import("./open-model-keeper.ts"),
    import("../server/local-models/llama-provider-name.ts"),
    import("../admin/local-models/pull-events.ts"),
  ]);
  const json = options.json === true;
  const write = (event: object): void => void context.stdout.write(jsonLine(event));
  const display = createPullDisplay(context);
  const keeper = await openModelKeeper(settings, context, model);
  const interruption = interruptible(context, json);
  let kept = 0;
  try {
    const pulled = await keeper.pull(
      model,
      {
        signal: interruption.signal,
        force: options.force === true,
        onProgress(progress) {
          kept = progress.bytes;
          if (json) write(events.presentProgress(progress));
          else display.show(progress);
        },
        onWarning: (sentence) =>
          json ? write(events.presentWarning(sentence)) : display.say(`Warning: ${sentence}`),
      },
      operator,
    );
    display.end();
    const { file } = pulled;
    if (json) return write({ ...events.presentPulled(pulled), ...(file !== undefined && { file }) });
    const state = pulled.wasThere ? "was there already" : "is there now";
    const size = pulled.bytes === undefined ? "" : `: ${bytesText(pulled.bytes)}`;
    const place = file === undefined ? "" : ` in ${printable(file)}`;
    context.stdout.write(`${printable(pulled.name)} ${state}${size}${place}\n`);
    const provider = llamaProviderName(settings);
    if (file !== undefined && provider !== undefined)
      context.stderr.write(`Callers name it ${provider}/${printable(pulled.name)}.\n`);
  } catch (error) {
    display.end();
    if (interruption.code === undefined) {
      if (kept > 0 && isPassing(error))
        context.stderr.write(`What has come is kept: the same command goes on from there.\n`);
      throw error;
    }
    const what = kept === 0 ? "Stopped." : `Stopped. ${bytesText(kept)} are kept.`;
    context.stderr.write(`${what} To go on from there: parley pull ${printable(model)}\n`);
    throw new Exit(interruption.code);
  } finally {
    interruption.end();
    await keeper.close();
  }
}

/** What a shell expects of a program that a signal has ended. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** npm hands a Ctrl-C on to its child, which has had it from the terminal: what comes this soon is the same wish. */
const sameWish = 500;

/** The first signal stops the pull in order, another one at once. Nobody reading is a wish to stop as well. */
function interruptible(context: CliContext, json: boolean) {
  const controller = new AbortController();
  let code: number | undefined;
  let stoppedAt = 0;
  const stop = (exitCode: number): void => {
    if (code === undefined) {
      code = exitCode;
      stoppedAt = context.now();
      controller.abort();
    } else if (context.now() - stoppedAt >= sameWish) context.exit(exitCode);
  };
  const ends = (["SIGINT", "SIGTERM"] as const).map((signal) =>
    context.onSignal(signal, () => stop(exitCodes[signal])),
  );
  const onUnread = (): void => stop(1);
  if (json) context.unread.addEventListener("abort", onUnread, { once: true });
  return {
    signal: controller.signal,
    /** The exit code, once it was stopped. */
    get code(): number | undefined {
      return code;
    },
    end(): void {
      for (const end of ends) end();
      context.unread.removeEventListener("abort", onUnread);
    },
  };
}
