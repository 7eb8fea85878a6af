import { createServer } from "node:http";
import { constants } from "node:os";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Doors, listen, urlOf } from "./listen.ts";

const settings = { host: "127.0.0.1", port: 0 };

const server = createServer((_request, response) => void response.end("here"));
const warn = vi.fn<(message: string, error: unknown) => void>();
let doors: Doors;
beforeEach(async () => (doors = await listen(server, settings, undefined, warn)));
afterEach(() => doors.close());

test("a system that has no file for another connection ends nothing, and is not told of at every turn", async () => {
  expect(doors.sockets.length).toBeGreaterThan(0);
  for (const socket of doors.sockets) {
    // As libuv tells Node of an accept that has failed.
    (socket as { onconnection(error: number): void }).onconnection(-constants.errno.EMFILE);
  }
  expect(warn).toHaveBeenCalledTimes(1);
  expect(warn).toHaveBeenCalledWith(expect.any(String), expect.objectContaining({ code: "EMFILE" }));
  expect(await (await fetch(urlOf(server, settings))).text()).toBe("here");
});
