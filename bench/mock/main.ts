/**
 * The mock upstream, a process of its own: `node bench/mock/main.ts <chunks> <phases>`.
 *
 * Speaks OpenAI's chat completions on raw sockets with bytes built beforehand, so that it costs a small
 * part of what is measured. Prints `http://127.0.0.1:PORT` and ends when its standard input closes.
 */
import { createServer, type Socket } from "node:net";
import { httpResponse, jsonAnswer, streamFrames, streamHead } from "./answers.ts";
import { Pacer } from "./pacer.ts";
import { type MockRequest, RequestReader } from "./request-reader.ts";

const [chunks = 100, phases = 1] = process.argv.slice(2).map(Number);

const JSON_ANSWER = jsonAnswer();
const STREAM_HEAD = streamHead();
const MODELS = httpResponse(
  200,
  '{"object":"list","data":[{"id":"mock-model","object":"model","created":0,"owned_by":"bench"}]}',
);
const NOT_FOUND = httpResponse(
  404,
  '{"error":{"message":"The mock has no such route.","type":"invalid_request_error","param":null,"code":null}}',
);
const UNSIZED = httpResponse(
  411,
  '{"error":{"message":"The mock reads bodies with a content-length only.","type":"invalid_request_error","param":null,"code":null}}',
);

const streaming = new Set<Socket>();
const pacer = new Pacer(streamFrames(chunks), phases, (socket) => streaming.delete(socket));

function answer(socket: Socket, request: MockRequest): void {
  if (streaming.has(socket)) {
    socket.destroy(); // a request pipelined behind an open stream: nobody under test should do that
  } else if (!request.sized) {
    socket.end(UNSIZED);
  } else if (request.line === "GET /v1/models") {
    socket.write(MODELS);
  } else if (request.line !== "POST /v1/chat/completions") {
    socket.write(NOT_FOUND);
  } else if (request.stream) {
    streaming.add(socket);
    pacer.add(socket, STREAM_HEAD);
  } else {
    socket.write(JSON_ANSWER);
  }
}

const server = createServer({ noDelay: true }, (socket) => {
  const reader = new RequestReader();
  socket.on("data", (data) => reader.feed(data as Buffer, (request) => answer(socket, request)));
  socket.on("error", () => socket.destroy());
  socket.on("close", () => streaming.delete(socket));
});

server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the mock has no port");
  pacer.start();
  console.log(`http://127.0.0.1:${address.port}`);
});

process.stdin.resume().on("end", () => process.exit(0));
