/** nginx `proxy_pass`: one worker, kept-alive connections on both sides, no log. The measure of a hop. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { plainEnvironment, startChild } from "../lib/child.ts";
import { freePort } from "../lib/free-port.ts";
import { processTree } from "../lib/process-meter.ts";
import type { Subject, Surroundings } from "./subject.ts";

/** As long as a key of Parley's, so that requests are equally long. Nobody checks it. */
export const UNCHECKED_KEY = `sk-parley-${"0".repeat(49)}`;

const START_LIMIT_MS = 5_000;

/** Debian keeps it outside an ordinary user's PATH. */
const PLACES = ["nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx"];

/** The command and its version, such as `nginx/1.22.1`; `undefined` when nginx is not installed. */
export function findNginx(): { readonly command: string; readonly version: string } | undefined {
  for (const command of PLACES) {
    const { status, stderr } = spawnSync(command, ["-v"], { encoding: "utf8" });
    if (status === 0) return { command, version: /nginx\/\S+/.exec(stderr)?.[0] ?? "nginx" };
  }
  return undefined;
}

/** @param buffered whether answers are collected before they are sent on: nginx's default, wrong for SSE. */
export async function startNginx(around: Surroundings, command: string, buffered: boolean): Promise<Subject> {
  const port = await freePort();
  const file = join(around.folder, "nginx.conf");
  for (const part of ["body", "proxy", "fastcgi", "uwsgi", "scgi"]) mkdirSync(join(around.folder, part));
  writeFileSync(file, configuration(around.folder, port, around.mockPort, buffered));
  const child = startChild({
    command,
    args: ["-p", around.folder, "-c", file, "-e", join(around.folder, "error.log"), "-g", "daemon off;"],
    env: plainEnvironment(),
    cores: around.cores.server,
  });
  const stop = around.cleanup.add(() => child.stop());
  await Promise.race([listening(port), child.finished(START_LIMIT_MS)]);
  // The master process only watches: the worker is what serves.
  return {
    name: "nginx",
    port,
    apiKey: UNCHECKED_KEY,
    serverPids: () => processTree(child.pid).slice(1),
    epitaph: child.epitaph,
    stop,
  };
}

async function listening(port: number): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await accepts(port))) {
    if (Date.now() > deadline) throw new Error("nginx does not listen");
    await sleep(20);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

function configuration(folder: string, port: number, mockPort: number, buffered: boolean): string {
  // Only root has someone to change to; without it the worker could not enter the temporary folder.
  const user = process.getuid?.() === 0 ? "user root;" : "";
  return `
${user}
worker_processes 1;
worker_rlimit_nofile 16384;
pid ${join(folder, "nginx.pid")};
error_log ${join(folder, "error.log")} crit;
events { worker_connections 8192; }
http {
  access_log off;
  client_body_temp_path ${join(folder, "body")};
  proxy_temp_path ${join(folder, "proxy")};
  fastcgi_temp_path ${join(folder, "fastcgi")};
  uwsgi_temp_path ${join(folder, "uwsgi")};
  scgi_temp_path ${join(folder, "scgi")};
  client_body_buffer_size 64k;
  keepalive_timeout 75s;
  keepalive_requests 100000000;
  upstream mock {
    server 127.0.0.1:${mockPort};
    keepalive 2048;
    keepalive_requests 100000000;
  }
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location / {
      proxy_pass http://mock;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering ${buffered ? "on" : "off"};
    }
  }
}
`;
}
