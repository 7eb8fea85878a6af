/**
 * `node model/train.ts [cpu|gpu] [minutes=60] [decay=0.3] [threads=2] …`: trains on from the newest checkpoint of the
 * work folder, or from nothing, and shows its progress. `cpu` builds `train/train.c` first; it needs gcc and OpenBLAS
 * (a system's `libopenblas`, or Python's package scipy-openblas32). `gpu` needs Python's package jax; see the card.
 * `PYTHON` names another Python than `python3`. Ctrl-C saves and ends.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { availableParallelism, constants, setPriority } from "node:os";
import { join } from "node:path";
import { workFolder } from "./work-folder.ts";

const [first, ...rest] = process.argv.slice(2);
const device = first === "gpu" ? "gpu" : "cpu";
const options = first === "gpu" || first === "cpu" || first === undefined ? rest : [first, ...rest];
const folder = workFolder();
const source = join(import.meta.dirname, "train");
const python = process.env["PYTHON"] ?? "python3";

// A training takes all it gets for hours: whatever else the machine does goes first.
setPriority(constants.priority.PRIORITY_LOW);
const child =
  device === "gpu"
    ? spawn(python, [join(source, "train.py"), "--work", folder, ...options.flatMap(asFlag)], {
        stdio: "inherit",
      })
    : spawn(build(), [folder, ...defaults(options)], {
        stdio: "inherit",
        // Threads that wait for each other by spinning fall far behind on a busy machine.
        env: { ...process.env, OMP_WAIT_POLICY: "passive" },
      });
// The trainer gets the same signals, saves, and ends by itself.
for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => child.kill(name));
child.on("close", (code) => (process.exitCode = code ?? 1));

function asFlag(option: string): readonly string[] {
  const [name = "", value = ""] = option.split("=");
  return name === "fresh" ? ["--fresh"] : [`--${name}`, value];
}

function defaults(given: readonly string[]): readonly string[] {
  const has = (name: string): boolean => given.some((option) => option.startsWith(`${name}=`));
  return [
    ...(has("minutes") ? [] : ["minutes=60"]),
    ...(has("threads") ? [] : [`threads=${Math.max(1, availableParallelism() - 1)}`]),
    ...given,
  ];
}

/** The trainer's program, built where it is not there or older than its source. */
function build(): string {
  const program = join(folder, "train");
  const text = join(source, "train.c");
  if (existsSync(program) && statSync(program).mtimeMs > statSync(text).mtimeMs) return program;
  const flags = ["-Ofast", "-march=native", "-fopenmp", text, "-o", program];
  const asked = spawnSync(python, ["-c", "import scipy_openblas32 as s; print(s.get_lib_dir())"], {
    encoding: "utf8",
  });
  const packaged = asked.status === 0 ? asked.stdout.trim() : "";
  const ways = [
    [...flags, "-l:libopenblas.so.0", "-lm"],
    ...(packaged === ""
      ? []
      : [
          [
            ...flags,
            "-DSCIPY_OPENBLAS",
            `-L${packaged}`,
            "-lscipy_openblas",
            `-Wl,-rpath,${packaged}`,
            "-lm",
          ],
        ]),
  ];
  if (ways.some((way) => spawnSync("gcc", way, { stdio: "ignore" }).status === 0)) return program;
  process.stderr.write(
    "The trainer cannot be built. Install gcc, and libopenblas0 or Python's scipy-openblas32.\n",
  );
  return process.exit(1);
}
