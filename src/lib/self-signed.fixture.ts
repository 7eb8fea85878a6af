import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

const sequence = 0x30;
const objectIds = {
  ecdsaWithSha256: "06082a8648ce3d040302",
  commonName: "0603550403",
  subjectAltName: "0603551d11",
  basicConstraints: "0603551d13",
} as const;

/** A certificate (X.509, as PEM) of a key of its own, for one name: valid for a day, and vouched for by nobody. */
export function selfSigned(name: string): { readonly cert: string; readonly key: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = der(sequence, oid("ecdsaWithSha256"));
  const named = der(sequence, der(0x31, der(sequence, oid("commonName"), der(0x0c, Buffer.from(name)))));
  const hour = 3_600_000;
  const extensions = der(
    sequence,
    extension("subjectAltName", der(sequence, der(0x82, Buffer.from(name)))),
    extension("basicConstraints", der(sequence, der(0x01, Buffer.from([0xff])))),
  );
  const content = der(
    sequence,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    named,
    der(sequence, time(Date.now() - hour), time(Date.now() + 24 * hour)),
    named,
    publicKey.export({ format: "der", type: "spki" }),
    der(0xa3, extensions),
  );
  const signature = sign("sha256", content, privateKey);
  const certificate = der(sequence, content, algorithm, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString("base64").replaceAll(/.{64}/g, "$&\n");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ format: "pem", type: "pkcs8" }),
  };
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function oid(name: keyof typeof objectIds): Buffer {
  return Buffer.from(objectIds[name], "hex");
}

function extension(name: keyof typeof objectIds, value: Buffer): Buffer {
  return der(sequence, oid(name), der(0x04, value));
}

/** GeneralizedTime, to the second. */
function time(ms: number): Buffer {
  return der(0x18, Buffer.from(`${new Date(ms).toISOString().replaceAll(/[-:T]/g, "").slice(0, 14)}Z`));
}
