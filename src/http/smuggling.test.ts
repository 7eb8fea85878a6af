/**
 * Requests of which two readers could see the borders at different places. A proxy in front of Parley may read them the
 * other way: what is behind such a border must never be answered, and the connection must not be used again.
 */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveScripted, type Served } from "./serving.fixture.ts";

let served: Served;
beforeAll(async () => {
  served = await serveScripted();
});
afterAll(() => served.close());

/** Stands for the key, so that bodies are read. */
const key = "{key}";

/** What an attacker wants to be answered as if it were somebody's next request. */
const smuggled = "GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n";
const chunkedSmuggled = `0\r\n\r\n${smuggled}`;

const lengths = ["5", "0", String(chunkedSmuggled.length)];

/** Ways to write the one header that some readers see and others do not. */
const codings = [
  "Transfer-Encoding: chunked",
  "transfer-encoding: chunked",
  "TRANSFER-ENCODING: CHUNKED",
  "Transfer-Encoding:chunked",
  "Transfer-Encoding:\tchunked",
  "Transfer-Encoding:  chunked  ",
  "Transfer-Encoding : chunked",
  "Transfer-Encoding\t: chunked",
  " Transfer-Encoding: chunked",
  "Transfer-Encoding: xchunked",
  "Transfer-Encoding: chunkedx",
  "Transfer-Encoding: chunked, identity",
  "Transfer-Encoding: identity, chunked",
  "Transfer-Encoding: identity",
  "Transfer-Encoding: gzip, chunked",
  "Transfer-Encoding: chunked, chunked",
  "Transfer-Encoding: ,chunked",
  "Transfer-Encoding: chunked;q=1",
  'Transfer-Encoding: "chunked"',
  "Transfer-Encoding:\x0bchunked",
  "Transfer-Encoding: chunked\x00",
  "Transfer-Encoding: \x00chunked",
  "Transfer-Encoding:\r\n chunked",
  "X: y\r\n Transfer-Encoding: chunked",
  "X: y\rTransfer-Encoding: chunked",
  "X: y\nTransfer-Encoding: chunked",
  "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
  "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
  "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
  "Transfer-Encoding: cow\r\nTransfer-Encoding: chunked",
];

/** Lengths that are none, or two. */
const wrongLengths = [
  "+5",
  "-5",
  "-0",
  "5 5",
  "5,5",
  "5, 6",
  "5;",
  "0x5",
  "5e0",
  "5.0",
  '"5"',
  "five",
  "",
  "99999999999999999999",
  "18446744073709551621",
  "5\x00",
  "\x0b5",
  "5\r\nContent-Length: 6",
  "5\r\nContent-Length: 5",
  "6\r\nContent-Length: 5",
  "0\r\nContent-Length: 44",
  "5\r\ncontent-length: 0",
];

/** Chunks whose end is a matter of opinion. */
const wrongChunks = [
  "-1\r\na\r\n",
  "+1\r\na\r\n",
  "0x1\r\na\r\n",
  " 1\r\na\r\n",
  "g\r\na\r\n",
  "\r\na\r\n",
  "fffffffffffffffff\r\na\r\n",
  "10000000000000000\r\na\r\n",
  "1\ra\r\n",
  "1\na\r\n",
  "1\r\nab\r\n",
  "2\r\na\r\n\r\n",
  "1\r\na\n",
  "1\r\na\r",
  "1\r\na0\r\n",
  "1;a\nb\r\na\r\n",
  "1;a\rb\r\na\r\n",
  "1\x00\r\na\r\n",
  "1,1\r\na\r\n",
  "1 1\r\na\r\n",
];

/** Lines of a head that are none. */
const wrongHeads = [
  "POST /healthz HTTP/1.1\nHost: x\nContent-Length: 0\n\n",
  "POST /healthz HTTP/1.1\rHost: x\r\r",
  "POST /healthz HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
  "POST /healthz HTTP/1.1\r\nHost: x\r\n: empty name\r\n\r\n",
  "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length\x00: 5\r\n\r\nhello",
  "POST /healthz HTTP/1.1\r\nHost: x\r\nContent Length: 5\r\n\r\nhello",
  "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length\r\n: 5\r\n\r\nhello",
  "POST /healthz HTTP/1.1\r\nHost: x\r\nX: a\x00b\r\n\r\n",
  "POST /healthz HTTP/1.1\r\nHost: x\r\nX: a\rb\r\n\r\n",
  "POST /healthz HTTP/1.1 \r\nHost: x\r\nContent-Length : 5\r\n\r\nhello",
  "POST /healthz HTTP/1.2\r\nHost: x\r\n\r\n",
  "POST /healthz HTTP/2.0\r\nHost: x\r\n\r\n",
  "POST /healthz HTTP/1.1x\r\nHost: x\r\n\r\n",
  "POST /healthz http/1.1\r\nHost: x\r\n\r\n",
  "POST /healthz FTP/1.1\r\nHost: x\r\n\r\n",
  "POST /hea lthz HTTP/1.1\r\nHost: x\r\n\r\n",
  "PO ST /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
  "POST\t/healthz HTTP/1.1\r\nHost: x\r\n\r\n",
  "GE\x00T /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
];

interface Case {
  readonly name: string;
  readonly bytes: string;
}

const shown = (text: string): string => JSON.stringify(text).slice(1, -1);

function post(path: string, ...lines: string[]): string {
  return `POST ${path} HTTP/1.1\r\n${["Host: x", `Authorization: Bearer ${key}`, ...lines].join("\r\n")}\r\n\r\n`;
}

const cases: readonly Case[] = [
  ...codings.flatMap((coding) =>
    lengths.map((length, index) => {
      const both = [`Content-Length: ${length}`, coding];
      const lines = index % 2 === 0 ? both : both.toReversed();
      return {
        name: `length ${length} and ${shown(coding)}`,
        bytes: post(index === 2 ? "/v1/chat" : "/healthz", ...lines) + chunkedSmuggled,
      };
    }),
  ),
  ...wrongLengths.flatMap((length) =>
    ["/healthz", "/v1/chat/completions"].map((path) => ({
      name: `${path} with length ${shown(length)}`,
      bytes: `${post(path, `Content-Length: ${length}`)}hello${smuggled}`,
    })),
  ),
  ...wrongChunks.flatMap((chunk) =>
    ["/healthz", "/v1/chat/completions"].map((path) => ({
      name: `${path} with chunk ${shown(chunk)}`,
      bytes: `${post(path, "Transfer-Encoding: chunked")}${chunk}0\r\n\r\n${smuggled}`,
    })),
  ),
  ...wrongHeads.map((head) => ({ name: shown(head), bytes: `${head}${smuggled}` })),
  ...["/healthz", "/v1/chat", "/v1/chat/completions", "/v1/messages", "/nowhere", "*"].map((path) => ({
    name: `${path} in HTTP/1.0 with chunks`,
    bytes: `POST ${path} HTTP/1.0\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n${chunkedSmuggled}`,
  })),
];

/** Sends the bytes; gives the statuses of all answers, and whether the server has closed. */
function send(bytes: string): Promise<{ readonly statuses: readonly string[]; readonly closed: boolean }> {
  return new Promise((resolve) => {
    const socket = connect(served.port, "127.0.0.1", () =>
      socket.write(Buffer.from(bytes.replace(key, served.key), "latin1")),
    );
    let text = "";
    const end = (closed: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({
        statuses: [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => status ?? ""),
        closed,
      });
    };
    const timer = setTimeout(() => end(false), 1_500);
    socket.on("data", (piece) => (text += piece.toString("latin1")));
    socket.on("end", () => end(true));
    socket.on("error", () => end(true));
  });
}

describe(`${cases.length} ways to smuggle a request`, () => {
  test("are at least two hundred", () => {
    expect(cases.length).toBeGreaterThanOrEqual(200);
    expect(new Set(cases.map(({ bytes }) => bytes)).size).toBe(cases.length);
  });

  test("each is refused once and loses its connection: what is behind it is never answered", async () => {
    const failed: unknown[] = [];
    const outcome = async ({ name, bytes }: Case): Promise<void> => {
      const { statuses, closed } = await send(bytes);
      // A request to an address that takes no POST is refused for that before its body is looked at.
      const refused = statuses.length > 0 && statuses.every((status) => status === "400" || status === "405");
      if (!closed || !refused) failed.push([name, statuses, closed]);
    };
    for (let from = 0; from < cases.length; from += 20) {
      await Promise.all(cases.slice(from, from + 20).map(outcome));
    }
    expect(failed).toEqual([]);
  });

  test("and the server lives, having logged nothing as its own fault", async () => {
    expect((await fetch(`${served.url}/readyz`)).status).toBe(200);
    expect(served.failures).toEqual([]);
    expect(served.attempts).toEqual([]);
  });
});
