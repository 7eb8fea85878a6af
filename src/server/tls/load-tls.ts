import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import type { TlsOptions } from "../../http/app.ts";
import { wordsOf } from "../doctor/finding.ts";
import { SettingsError } from "../settings/fault.ts";
import type { TlsSettings } from "../settings/settings.ts";

/** Reads the files of TLS, and tries them. Fails with a `SettingsError` that says which of them is no good, and why. */
export async function loadTls({ cert, key, minVersion }: TlsSettings): Promise<TlsOptions> {
  const [certText, keyText] = await Promise.all([read("cert", cert), read("key", key)]);
  const options: TlsOptions = { cert: certText, key: keyText, minVersion: `TLSv${minVersion}` };
  // For Node, an empty text is no certificate, and no fault.
  tryOut("tls.cert", { cert: certText || "-" }, `${cert} holds no certificate in PEM form that can be used`);
  tryOut(
    "tls.key",
    { key: keyText || "-" },
    `${key} holds no private key in PEM form that can be used without a password`,
  );
  tryOut("tls", options, `${key} is not the key of the certificate in ${cert}`);
  return options;
}

async function read(name: "cert" | "key", path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw fault(`tls.${name}`, `The file ${path} cannot be read: ${wordsOf(error)}.`);
  }
}

function tryOut(path: string, options: Partial<TlsOptions>, what: string): void {
  try {
    createSecureContext(options);
  } catch (error) {
    throw fault(path, `${what} (${error instanceof Error ? error.message : String(error)}).`);
  }
}

function fault(path: string, message: string): SettingsError {
  return new SettingsError([{ path, message }]);
}
