/** Sends bytes on a connection of their own and reads what comes back. */
import { connect } from "node:net";

export interface Heard {
  /** 0 where nothing came that is an answer. */
  readonly status: number;
  /** In lower case, without the first line. */
  readonly head: string;
  /** The beginning of it. */
  readonly body: string;
  /** Whether nothing more came for as long as one waits. */
  readonly isLate: boolean;
}

/** A stream without end is left after its first bytes. */
const endless = /content-type: (?:text\/event-stream|application\/x-ndjson)/;

const patienceMs = 20_000;
const kept = 20_000;

export function askRaw(port: number, bytes: Buffer): Promise<Heard> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect({ host: "127.0.0.1", port, noDelay: true }, () => socket.write(bytes));
    const finish = (isLate: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(read(text, isLate));
    };
    const timer = setTimeout(() => finish(true), patienceMs);
    socket.on("data", (piece: Buffer) => {
      if (text.length < kept) text += piece.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      if (end >= 0 && endless.test(text.slice(0, end).toLowerCase())) finish(false);
    });
    socket.on("error", () => undefined); // "close" follows
    socket.once("close", () => finish(false));
  });
}

/** `100 Continue` is no answer yet. */
function read(text: string, isLate: boolean): Heard {
  const rest = text.replace(/^HTTP\/1\.1 1\d\d [^\r]*\r\n(?:[^\r]+\r\n)*\r\n/, "");
  const end = rest.indexOf("\r\n\r\n");
  const head = end < 0 ? rest : rest.slice(0, end);
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0),
    head: head.slice(head.indexOf("\r\n") + 2).toLowerCase(),
    body: end < 0 ? "" : rest.slice(end + 4),
    isLate,
  };
}
