/** An answer as it came, before anybody else may see it. */
export interface RawAnswer {
  readonly status: number;
  readonly statusText: string;
  /** In their order, names as they were written. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/**
 * Headers that tell something to a test. All others are left out: a list of what is secret would miss the next one
 * that somebody invents.
 */
const telling =
  /^(?:content-type|retry-after|retry-after-ms|x-should-retry|x-request-id|request-id|x-amzn-requestid|x-amzn-errortype|apim-request-id|openai-version|openai-processing-ms|x-ratelimit-[a-z-]+|anthropic-ratelimit-[a-z-]+)$/i;

/** What names people and accounts, wherever it stands; each is masked with as many characters, so that lengths hold. */
const personal: readonly RegExp[] = [
  /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g,
  /(?<=\b(?:org|proj|user|acct)[-_])[A-Za-z0-9]{8,64}\b/g,
  /(?<=\bsk-)[\w-]{8,200}/g,
  /(?<=\barn:aws[\w-]*:[\w-]*:[\w-]*:)\d{12}(?=:)/g,
  /(?<="(?:organization|organization_id|account|account_id|accountId|project|project_id|projectId|user_id|email)"\s{0,4}:\s{0,4}")[^"\\]{1,200}(?=")/g,
  /(?<=\bprojects\/)[\w-]{4,64}/g,
];

/**
 * The content of a `.http` file: the status line, the telling headers and the body, with people and accounts masked.
 * Fails when a secret is in it all the same, or something would have to be masked in frames with checksums.
 *
 * @param secrets What must be nowhere in it, such as the key; as it is, in base64 and escaped for addresses.
 */
export function strippedAnswer(answer: RawAnswer, secrets: readonly string[]): Buffer {
  const kept = answer.headers.filter(([name]) => telling.test(name));
  const head = [
    `HTTP/1.1 ${answer.status} ${answer.statusText}`.trimEnd(),
    ...kept.map(([name, value]) => `${name}: ${masked(value)}`),
  ].join("\n");
  const text = answer.body.toString("latin1");
  const clean = masked(text);
  const type = kept.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  if (clean !== text && type.includes("vnd.amazon.eventstream")) {
    throw new Error(
      "The answer names people or accounts within frames that have checksums. Ask something else.",
    );
  }
  const file = Buffer.from(`${head}\n\n${clean}`, "latin1");
  for (const secret of secrets) {
    if (formsOf(secret).some((form) => file.includes(form))) {
      throw new Error("The answer repeats the key. Nothing was written.");
    }
  }
  return file;
}

/** A secret as it may lie in a text: as it is, escaped for an address, and in base64 behind whatever stood before it. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const inBase64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    // Only whole groups of three bytes: those at the edges depend on the neighbours.
    return text.slice(before === 0 ? 0 : 4, Math.floor((before + bytes.length) / 3) * 4);
  });
  return [secret, encodeURIComponent(secret), ...inBase64.filter(({ length }) => length >= 8)];
}

function masked(text: string): string {
  return personal.reduce((rest, pattern) => rest.replace(pattern, (found) => maskOf(found)), text);
}

/** An address stays one; all else becomes a row of zeros, which are valid in numbers and names alike. */
function maskOf(found: string): string {
  const at = found.indexOf("@");
  if (at === -1) return "0".repeat(found.length);
  const dot = found.lastIndexOf(".");
  return `${"x".repeat(at)}@${"x".repeat(dot - at - 1)}${found.slice(dot)}`;
}
