/**
 * A port that accepts nothing once its process is stopped, a process of its own: `node prove/raw/deaf/main.ts`.
 * Prints `http://127.0.0.1:PORT` and ends when its standard input closes.
 */
import { createServer } from "node:net";

const server = createServer();
server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("there is no port");
  console.log(`http://127.0.0.1:${address.port}`);
});

process.stdin.resume().on("end", () => process.exit(0));
