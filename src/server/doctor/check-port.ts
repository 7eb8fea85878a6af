import { createHttpClient, type HttpClient } from "../../lib/http-client.ts";
import { freePort } from "../free-port.ts";
import type { Settings } from "../settings/settings.ts";
import { isInsecure } from "../tls/insecure-start.ts";
import { codeOf, type Finding, ok, problem, warning, wordsOf } from "./finding.ts";

const check = "Address";

/** How long the program on the port may take to say who it is, in milliseconds. */
const patience = 2_000;

/** Most of an answer that is read, in bytes. Parley's own description of its API is far smaller. */
const longestAnswer = 4 * 1024 ** 2;

/** Whether a server could listen where the settings say, or one already does. */
export async function checkPort(settings: AddressSettings): Promise<readonly Finding[]> {
  const findings = [await checkListening(settings)];
  if (isInsecure(settings)) {
    const { host, allowInsecure } = settings;
    const message = `Other machines reach ${host}, and without TLS keys travel in clear text.`;
    const remedy =
      "Set tls.cert and tls.key; or put a proxy with TLS in front of Parley, and its address into trustedProxies; or listen on 127.0.0.1.";
    const refused = `${message} Parley does not start so.`;
    findings.push(allowInsecure ? warning(check, message, remedy) : problem(check, refused, remedy));
  }
  return findings;
}

type AddressSettings = Pick<Settings, "host" | "port" | "tls" | "trustedProxies" | "allowInsecure">;

async function checkListening({ host, port, tls }: AddressSettings): Promise<Finding> {
  const error = await freePort({ host, port }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const code = codeOf(error);
  if (error === undefined) {
    return ok(
      check,
      port === 0 ? `Any free port of ${host} will be taken.` : `Port ${port} of ${host} is free.`,
    );
  }
  const other = `PARLEY_PORT=${port < 65_535 ? port + 1 : 4242}`;
  if (code === "EADDRINUSE" && tls !== undefined) {
    const message = `Port ${port} of ${host} is taken, perhaps by a Parley: with TLS that is not looked at here.`;
    return warning(check, message, `If it is another program, choose another port: ${other}`);
  }
  if (code === "EADDRINUSE") {
    const url = `http://${urlHost(host)}:${port}`;
    if (await isParley(url)) return ok(check, `A Parley already answers on ${url}.`);
    const remedy = `Stop that program, or choose another port: ${other}`;
    return problem(check, `Port ${port} of ${host} is taken by another program.`, remedy);
  }
  if (code === "EACCES") {
    return problem(
      check,
      `This user may not listen on port ${port}.`,
      "Choose a port above 1023, such as PARLEY_PORT=4242",
    );
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN") {
    const remedy =
      "Choose 127.0.0.1 for this machine alone, or 0.0.0.0 for all its addresses: PARLEY_HOST=127.0.0.1";
    return problem(check, `This machine has no address ${host}.`, remedy);
  }
  return problem(
    check,
    `Listening on ${host}, port ${port}, fails: ${wordsOf(error)}.`,
    `Choose another port: ${other}`,
  );
}

/** `0.0.0.0` and `::` are all addresses of the machine; one can only go to one of them. */
function urlHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

/** Other programs answer on `/healthz`, too; only Parley describes itself as Parley. */
async function isParley(url: string): Promise<boolean> {
  const client = createHttpClient(url, {
    connect: patience,
    firstByte: patience,
    idle: patience,
    total: patience,
  });
  try {
    const health = await getJson(client, "/healthz");
    if (health?.["status"] !== "ok") return false;
    const info = (await getJson(client, "/openapi.json"))?.["info"];
    return typeof info === "object" && info !== null && "title" in info && info.title === "Parley";
  } catch {
    return false; // whoever it is, it does not speak as Parley does
  } finally {
    await client.close();
  }
}

async function getJson(client: HttpClient, path: string): Promise<Record<string, unknown> | undefined> {
  const request = {
    method: "GET",
    path,
    headers: { accept: "application/json" },
    signal: AbortSignal.timeout(patience),
  } as const;
  const response = await client.send(request).started;
  const chunks: Buffer[] = [];
  let size = 0;
  for (
    let chunk = await response.next();
    chunk !== undefined && size <= longestAnswer;
    chunk = await response.next()
  ) {
    size += chunk.length;
    chunks.push(chunk);
  }
  response.cancel();
  if (response.status !== 200) return undefined;
  const value: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}
