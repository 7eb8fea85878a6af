/** Where and on what a run was made, without anything that names the machine. */
import { spawnSync } from "node:child_process";
import { cpus, release, totalmem, type } from "node:os";

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  /** Such as `nginx/1.22.1`; absent when nginx is not installed. */
  readonly nginx?: string;
}

export interface Commit {
  /** Short; `unknown` outside a git checkout. */
  readonly id: string;
  /** True when files differ from the commit: the figures are then not the commit's. */
  readonly changed: boolean;
}

export function describeMachine(nginx: string | undefined): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    system: `${type()} ${release().split("-")[0]}`,
    node: process.version,
    ...(nginx === undefined ? {} : { nginx }),
  };
}

export function describeCommit(root: string): Commit {
  const id = git(root, "rev-parse", "--short", "HEAD");
  if (id === undefined) return { id: "unknown", changed: false };
  return { id, changed: git(root, "status", "--porcelain") !== "" };
}

function git(root: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync("git", ["-C", root, ...args], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}
