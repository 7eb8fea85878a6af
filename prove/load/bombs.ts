/** Requests that are small to send and large to read, each from somebody with a good key. */
export interface Bomb {
  readonly name: string;
  readonly bytes: Buffer;
}

const kib = 1024;
const mib = 1024 * kib;
/** What a body may be by itself; one byte less than the bound. */
const most = 4 * mib - 2 * kib;

/** All of them; the largest have the size of the largest body that is taken. */
export function makeBombs(key: string): readonly Bomb[] {
  const chat = "/v1/chat/completions";
  const post = (
    name: string,
    path: string,
    type: string,
    body: string | Buffer,
    ...lines: readonly string[]
  ): Bomb => {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
    const head = [
      `POST ${path} HTTP/1.1`,
      "host: parley",
      `authorization: Bearer ${key}`,
      `content-type: ${type}`,
    ];
    const all = [...head, ...lines, `content-length: ${bytes.length}`, "connection: close", "", ""];
    return { name, bytes: Buffer.concat([Buffer.from(all.join("\r\n")), bytes]) };
  };
  const json = (name: string, body: string): Bomb => post(name, chat, "application/json", body);
  const asked = (name: string, body: object): Bomb => json(name, JSON.stringify(body));
  const messages = [{ role: "user", content: "hi" }];
  const schema = (inner: object): object => ({
    model: "rehearsal",
    messages,
    response_format: { type: "json_schema", json_schema: { name: "a", schema: inner } },
  });
  const pattern = (text: string): object =>
    schema({ type: "object", properties: { a: { type: "string", pattern: text } }, required: ["a"] });
  return [
    json("brackets", "[".repeat(most)),
    json("objects in each other", '{"a":'.repeat(most / 5)),
    json("depth behind a value", `{"model":"x","messages":[${"[".repeat(most / 2)}`),
    json("a wide list", `[${"1,".repeat(most / 2 - 2)}1]`),
    json("a wide object", `{${Array.from({ length: 250_000 }, (_, place) => `"k${place}":1`).join(",")}}`),
    json("one name, again and again", `{${'"a":1,'.repeat(most / 7)}"a":1}`),
    json("one number", "9".repeat(most)),
    json("one text of escapes", `"${"\\u0000".repeat(Math.floor(most / 6) - 1)}"`),
    json("white space", " ".repeat(most)),
    json("numbers of many digits", `[${"1.7976931348623157e308,".repeat(90_000)}1]`),
    asked("many messages", { model: "rehearsal", messages: Array(50_000).fill(messages[0]) }),
    asked("one long message", {
      model: "rehearsal",
      messages: [{ role: "user", content: "a ".repeat(1_000_000) }],
    }),
    asked("one long word", {
      model: "rehearsal",
      messages: [{ role: "user", content: "a".repeat(2_000_000) }],
    }),
    asked("many stop words", { model: "rehearsal", messages, stop: Array(100_000).fill("a") }),
    asked("many tools", {
      model: "rehearsal",
      messages,
      tools: Array.from({ length: 10_000 }, (_, place) => ({
        type: "function",
        function: { name: `f${place}` },
      })),
    }),
    asked("a pattern that goes back", pattern("^(a+)+$")),
    asked("a pattern of patterns", pattern(`${"(".repeat(2_000)}a${")*".repeat(2_000)}`)),
    asked("a pattern that counts", pattern("(?:(?:a{1,1000}){1,1000}){1,1000}")),
    asked("a schema that means itself", schema({ $ref: "#", $defs: { a: { $ref: "#/$defs/a" } } })),
    asked(
      "a schema with many ways",
      schema({
        anyOf: Array.from({ length: 20_000 }, () => ({ type: "object", properties: { a: {} } })),
      }),
    ),
    asked("a schema of schemas", schema(ways(14))),
    post(
      "many small parts",
      "/v1/audio/transcriptions",
      "multipart/form-data; boundary=x",
      parts(60_000, "a"),
    ),
    post(
      "parts with many lines",
      "/v1/audio/transcriptions",
      "multipart/form-data; boundary=x",
      `--x\r\n${"a: b\r\n".repeat(500_000)}\r\n`,
    ),
    post(
      "borders that nearly are",
      "/v1/images/edits",
      "multipart/form-data; boundary=x",
      "\r\n--y".repeat(1_500_000),
    ),
    post(
      "a huge part",
      "/v1/audio/transcriptions",
      "multipart/form-data; boundary=x",
      parts(1, "a".repeat(24 * mib)),
    ),
    post(
      "a form of many members",
      "/oauth/token",
      "application/x-www-form-urlencoded",
      "a=b&".repeat(most / 4),
    ),
    post(
      "a form of percents",
      "/oauth/token",
      "application/x-www-form-urlencoded",
      `a=${"%61".repeat(most / 3)}`,
    ),
    post("packed", chat, "application/json", Buffer.alloc(mib), "content-encoding: gzip"),
    post(
      "many headers",
      chat,
      "application/json",
      "{}",
      ...Array.from({ length: 1_200 }, (_, place) => `x-${place}: a`),
    ),
    post(
      "one header again and again",
      chat,
      "application/json",
      "{}",
      ...Array<string>(1_500).fill("x-a: b"),
    ),
    post("cookies", "/auth/logout", "application/json", "{}", `cookie: ${"__Host-parley=a; ".repeat(800)}`),
    post("a long address", `${chat}?${"a[]=b&".repeat(2_000)}`, "application/json", "{}"),
    { name: "a list of filters", bytes: get(key, `/v1/organization/requests?${"models=a&".repeat(1_500)}`) },
    {
      name: "a search for everything",
      bytes: get(key, `/v1/organization/requests?text=${"%25_".repeat(40)}`),
    },
  ];
}

function get(key: string, path: string): Buffer {
  return Buffer.from(
    `GET ${path} HTTP/1.1\r\nhost: parley\r\nauthorization: Bearer ${key}\r\nconnection: close\r\n\r\n`,
  );
}

function parts(count: number, content: string): string {
  const one = `--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n${content}\r\n`;
  return `${one.repeat(count)}--x--\r\n`;
}

/** Two ways at each of `depth` places: 2^depth ways through it. */
function ways(depth: number): object {
  let inner: object = { type: "string" };
  for (let level = 0; level < depth; level++)
    inner = {
      anyOf: [
        { type: "object", properties: { a: inner } },
        { type: "array", items: { type: "null" } },
      ],
    };
  return inner;
}
