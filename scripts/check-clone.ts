/**
 * The promise of the README, in a fresh clone and with the Node of the machine: `npm ci && npm start` prints an
 * address, a key and a curl command; the command, pasted as it is, brings an answer; the server stops with
 * exit code 0; and a second start shows no key again while the first one still works. Not for Windows. `PARLEY_PORT` helps where the
 * usual port is taken.
 */
import { execFileSync } from "node:child_process";
import { lstatSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { StartedServer } from "./clone/started-server.ts";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "parley-clone-"));
const clone = join(folder, "parley");
const env = newcomersEnvironment();

/** This process was started by npm scripts with our own Node first; a newcomer's shell knows nothing of that. */
function newcomersEnvironment(): NodeJS.ProcessEnv {
  const ours = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|PARLEY_(?!PORT$)|OPENAI_|NODE_|INIT_CWD$)/.test(name),
  );
  const path = (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((entry) => !entry.includes("node_modules"));
  return { ...Object.fromEntries(ours), PATH: path.join(delimiter) };
}

function run(program: string, args: readonly string[], cwd: string): string {
  return execFileSync(program, args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

/** Runs the printed command as it is and gives the text of the answer. */
function paste(curl: string): string {
  const body = JSON.parse(run("bash", ["-c", curl], folder)) as {
    text?: string;
    choices?: readonly { message: { content: string } }[];
  };
  const text = body.text ?? body.choices?.[0]?.message.content ?? "";
  if (text === "") throw new Error(`the printed command brought no answer: ${JSON.stringify(body)}`);
  return text;
}

async function firstStart(): Promise<string> {
  const server = new StartedServer(clone, env);
  try {
    const { address, key, curl } = await server.printed(
      (start) => start.curl !== undefined && start.key !== undefined,
    );
    if (address === undefined || curl === undefined)
      throw new Error(`no address or no command:\n${server.output}`);
    if (key === undefined || !curl.includes(key))
      throw new Error(`the command does not hold the key:\n${server.output}`);
    console.log(`  started at ${address}; the printed command answered: ${paste(curl).slice(0, 60)}…`);
    const code = await server.stop();
    if (code !== 0) throw new Error(`npm start ended with ${code} instead of 0:\n${server.output}`);
    return curl;
  } finally {
    server.kill();
  }
}

async function secondStart(curl: string): Promise<void> {
  const server = new StartedServer(clone, env);
  try {
    await server.printed((start) => start.address !== undefined);
    paste(curl);
    await server.stop();
    if (/sk-parley-\w{20}/.test(server.output))
      throw new Error(`a second start shows a key:\n${server.output}`);
    console.log("  a second start shows no key, and the first key still works");
  } finally {
    server.kill();
  }
}

try {
  run("git", ["clone", "--quiet", root, clone], folder);
  console.log(
    `  node ${run("node", ["-v"], folder).trim()}, commit ${run("git", ["rev-parse", "--short", "HEAD"], clone).trim()}`,
  );
  // npm empties whatever is called node_modules, also through a link to somebody else's.
  if (lstatSync(join(clone, "node_modules"), { throwIfNoEntry: false }))
    throw new Error("git tracks node_modules");
  run("npm", ["ci"], clone);
  await secondStart(await firstStart());
  console.log("the fresh clone keeps the README's promise");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
