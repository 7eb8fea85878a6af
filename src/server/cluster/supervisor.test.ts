import { expect, test } from "vitest";
import type { FromWorker, Orders, ToWorker } from "./messages.ts";
import { Supervisor } from "./supervisor.ts";
import { WorkerError } from "./worker-error.ts";
import type { ListeningSocket, WorkerEvents, WorkerProcess } from "./worker-process.ts";

/** A worker that does what a test says. */
class FakeWorker implements WorkerProcess {
  readonly pid: number;
  readonly heard: ToWorker["say"][] = [];
  readonly sockets: (ListeningSocket | undefined)[] = [];
  orders: Orders | undefined;
  killed = false;
  readonly #events: WorkerEvents;

  constructor(pid: number, events: WorkerEvents) {
    this.pid = pid;
    this.#events = events;
  }

  send(message: ToWorker, socket?: ListeningSocket): void {
    const { say } = message;
    this.heard.push(say);
    if (message.say === "begin") this.orders = message.orders;
    if (say === "take" || say === "listen") this.sockets.push(socket);
  }

  kill(): void {
    this.killed = true;
    this.end("SIGKILL");
  }

  say(message: FromWorker, socket?: ListeningSocket): void {
    this.#events.said(message, socket);
  }

  serve(firstKey?: string): void {
    this.say({ say: "hello" });
    this.say({ say: "ready", url: `http://worker-${this.pid}`, ...(firstKey !== undefined && { firstKey }) });
  }

  fail(lasting: boolean): void {
    this.say({ say: "failed", failure: { message: "The secret is damaged.", lasting } });
    this.end("exit code 1");
  }

  end(how = "exit code 0"): void {
    this.#events.ended(how, how === "exit code 0");
  }
}

/** A supervisor in a world where time stands still until it is told to go on. */
function supervised(count: number) {
  const workers: FakeWorker[] = [];
  const timers = new Set<{ readonly at: number; readonly what: () => void }>();
  const warnings: string[] = [];
  const ends: WorkerError[] = [];
  let now = 0;
  const supervisor = new Supervisor({
    count,
    orders: { files: new Map(), port: 4242 },
    fork(events) {
      const worker = new FakeWorker(workers.length + 1, events);
      workers.push(worker);
      return worker;
    },
    now: () => now,
    later(ms, what) {
      const timer = { at: now + ms, what };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    warn: (message) => warnings.push(message),
    gaveUp: (error) => ends.push(error),
    heard: () => undefined,
    lost: () => undefined,
  });
  /** Lets time go on, and what is due happen. */
  function pass(ms: number): void {
    now += ms;
    for (const timer of [...timers].filter(({ at }) => at <= now)) {
      timers.delete(timer);
      timer.what();
    }
  }
  function worker(pid: number): FakeWorker {
    const found = workers[pid - 1];
    if (found === undefined) throw new Error(`worker ${pid} was not started`);
    return found;
  }
  return { supervisor, workers, worker, pass, warnings, ends };
}

/** A supervisor whose workers all serve. */
async function serving(count: number) {
  const world = supervised(count);
  const started = world.supervisor.start();
  for (const worker of world.workers) worker.serve();
  await started;
  return world;
}

test("only the first worker begins; the others do when it serves, and the start is over when all serve", async () => {
  const { supervisor, workers, worker } = supervised(3);
  let words: unknown;
  const started = supervisor.start().then((first) => (words = first));
  for (const each of workers) each.say({ say: "hello" });
  expect(workers.map(({ heard }) => heard)).toEqual([["begin"], [], []]);
  worker(1).say({ say: "ready", url: "http://a", firstKey: "sk-first" });
  expect(workers.map(({ heard }) => heard)).toEqual([["begin"], ["begin"], ["begin"]]);
  worker(2).say({ say: "ready", url: "http://a" });
  await Promise.resolve();
  expect(words).toBeUndefined();
  worker(3).say({ say: "ready", url: "http://a" });
  await started;
  expect(words).toEqual({ url: "http://a", firstKey: "sk-first" });
  expect(supervisor.serving).toEqual(workers);
});

test("a worker that can hear only after the first one serves begins at once", async () => {
  const { supervisor, worker } = supervised(2);
  const started = supervisor.start();
  worker(1).serve();
  expect(worker(2).heard).toEqual([]);
  worker(2).serve();
  expect(worker(2).heard).toEqual(["begin"]);
  await started;
});

test("a fault at the start ends all with what that worker said, once", async () => {
  const { supervisor, workers, worker, pass, ends } = supervised(3);
  const failed = supervisor.start().catch((error: unknown) => error);
  worker(2).say({ say: "hello" });
  worker(1).fail(true);
  await Promise.resolve();
  expect(worker(2).heard).toEqual(["stop"]);
  worker(2).end();
  // This one is not there yet: it is told as soon as it can hear.
  worker(3).say({ say: "hello" });
  expect(worker(3).heard.at(-1)).toBe("stop");
  worker(3).end();
  expect(await failed).toEqual(new WorkerError("The secret is damaged."));
  pass(60_000);
  expect(workers).toHaveLength(3);
  expect(ends).toEqual([]);
});

test("a worker that dies silently at the start ends all with how it died", async () => {
  const { supervisor, worker } = supervised(1);
  const started = supervisor.start();
  worker(1).end("SIGKILL");
  await expect(started).rejects.toThrow("A worker process ended while it started (SIGKILL).");
});

test("a worker that dies is replaced: at once after a long life, later and later after short ones", async () => {
  const { worker, workers, pass, warnings, supervisor } = await serving(2);
  pass(30_000);
  worker(1).end("SIGKILL");
  expect(warnings).toEqual(["worker 1 (process 1) ended: SIGKILL; another one starts in 0 ms"]);
  pass(0);
  expect(workers).toHaveLength(3);
  worker(3).serve();
  expect(worker(3).heard).toEqual(["begin"]);
  expect(supervisor.serving).toEqual([worker(3), worker(2)]);
  for (const delay of [100, 200, 400]) {
    const before = workers.length;
    worker(before).end("SIGSEGV");
    pass(delay - 1);
    expect(workers).toHaveLength(before);
    pass(1);
    expect(workers).toHaveLength(before + 1);
    worker(before + 1).serve();
  }
  pass(30_000);
  worker(workers.length).end();
  pass(0);
  expect(workers).toHaveLength(7);
});

test("a replacement that cannot start is tried again while others serve", async () => {
  const { worker, workers, pass, warnings, ends } = await serving(2);
  pass(30_000);
  worker(1).end("SIGKILL");
  pass(0);
  worker(3).fail(true);
  expect(warnings.at(-1)).toBe(
    "worker 1 (process 3) ended: The secret is damaged.; another one starts in 100 ms",
  );
  pass(100);
  expect(workers).toHaveLength(4);
  expect(ends).toEqual([]);
});

test("when nobody serves, a fault that lasts ends all, and one that passes does not", async () => {
  const { worker, workers, pass, ends } = await serving(1);
  worker(1).end("SIGKILL");
  pass(100);
  worker(2).fail(false);
  expect(ends).toEqual([]);
  pass(200);
  worker(3).fail(true);
  expect(ends.map(({ message }) => message)).toEqual(["The secret is damaged."]);
  pass(60_000);
  expect(workers).toHaveLength(3);
});

test("stopping asks all, replaces nobody, and says whether all ended in order", async () => {
  const { supervisor, workers, worker, pass } = await serving(2);
  pass(30_000);
  worker(1).end("SIGKILL");
  const stopped = supervisor.stop(1_000);
  expect(worker(2).heard).toEqual(["begin", "stop"]);
  pass(0);
  worker(2).end();
  expect(await stopped).toBe(true);
  expect(workers).toHaveLength(2);
});

test("a worker that does not stop in time is killed, which is not in order", async () => {
  const { supervisor, worker, pass } = await serving(2);
  const stopped = supervisor.stop(1_000);
  worker(1).end();
  pass(999);
  expect(worker(2).killed).toBe(false);
  pass(1);
  expect(worker(2).killed).toBe(true);
  expect(await stopped).toBe(false);
});

const patience = (): number => 1_000;
const socket: ListeningSocket = { close: () => undefined };
const other: ListeningSocket = { close: () => undefined };
const ready: FromWorker = { say: "ready", url: "http://a" };

test("settings that change are told to all who run, and to those who come", async () => {
  const { supervisor, worker, pass } = await serving(2);
  supervisor.reload(new Map([["parley.yaml", "port: 1"]]));
  expect(worker(1).heard).toEqual(["begin", "reload"]);
  expect(worker(2).heard).toEqual(["begin", "reload"]);
  pass(30_000);
  worker(1).end("SIGKILL");
  pass(0);
  worker(3).say({ say: "hello" });
  expect(worker(3).orders?.files).toEqual(new Map([["parley.yaml", "port: 1"]]));
});

test("workers are replaced one after the other, by new ones that take over their sockets", async () => {
  const { supervisor, workers, worker } = await serving(2);
  const rolled = supervisor.roll(patience);
  expect(workers).toHaveLength(3);
  worker(3).say({ say: "hello" });
  expect(worker(3).orders?.follows).toBe(true);
  worker(3).say({ say: "prepared" });
  expect(worker(1).heard).toEqual(["begin", "hand_over"]);
  worker(1).say({ say: "socket", of: 2 }, socket);
  worker(1).say({ say: "socket", of: 2 }, other);
  expect(worker(3).sockets).toEqual([socket, other]);
  expect(supervisor.serving).toEqual([worker(1), worker(2)]);
  worker(3).say(ready);
  expect(worker(1).heard.at(-1)).toBe("leave");
  // Its answers still count.
  expect(supervisor.serving).toEqual([worker(3), worker(2), worker(1)]);
  expect(workers).toHaveLength(3);
  worker(1).end();
  await Promise.resolve();
  await Promise.resolve();
  expect(workers).toHaveLength(4);
  expect(worker(2).heard).toEqual(["begin"]);
  worker(4).say({ say: "hello" });
  worker(4).say({ say: "prepared" });
  worker(2).say({ say: "socket", of: 0 });
  expect(worker(4).heard.at(-1)).toBe("listen");
  worker(4).say(ready);
  worker(2).end();
  expect(await rolled).toBe(true);
  expect(supervisor.serving).toEqual([worker(3), worker(4)]);
});

test("a new worker that cannot start leaves the old one where it is, and ends the replacing", async () => {
  const { supervisor, workers, worker, pass, warnings, ends } = await serving(2);
  const rolled = supervisor.roll(patience);
  worker(3).say({ say: "hello" });
  worker(3).fail(true);
  expect(await rolled).toBe(false);
  expect(warnings.at(-1)).toContain("The secret is damaged.");
  pass(60_000);
  expect(workers).toHaveLength(3);
  expect(supervisor.serving).toEqual([worker(1), worker(2)]);
  expect(ends).toEqual([]);
});

test("an old worker that dies meanwhile is followed by the one that comes anyway", async () => {
  const { supervisor, workers, worker, pass } = await serving(1);
  const rolled = supervisor.roll(patience);
  worker(2).say({ say: "hello" });
  worker(2).say({ say: "prepared" });
  worker(1).end("SIGKILL");
  expect(worker(2).heard.at(-1)).toBe("listen");
  worker(2).say(ready);
  expect(await rolled).toBe(true);
  pass(60_000);
  expect(workers).toHaveLength(2);
  expect(supervisor.serving).toEqual([worker(2)]);
});

test("a new worker that does not come in time is killed, and another replacing may begin", async () => {
  const { supervisor, worker, pass, warnings } = await serving(1);
  const rolled = supervisor.roll(patience);
  worker(2).say({ say: "hello" });
  pass(59_999);
  expect(worker(2).killed).toBe(false);
  pass(1);
  expect(worker(2).killed).toBe(true);
  expect(await rolled).toBe(false);
  expect(warnings.at(-1)).toContain("SIGKILL");
  const again = supervisor.roll(patience);
  worker(3).serve();
  worker(1).end();
  expect(await again).toBe(true);
  pass(60_000);
  expect(worker(3).killed).toBe(false);
  expect(supervisor.serving).toEqual([worker(3)]);
});

test("an old worker that does not leave in time is killed", async () => {
  const { supervisor, worker, pass, warnings } = await serving(1);
  const rolled = supervisor.roll(patience);
  worker(2).serve();
  pass(999);
  expect(worker(1).killed).toBe(false);
  pass(1);
  expect(worker(1).killed).toBe(true);
  expect(await rolled).toBe(true);
  expect(warnings).toHaveLength(1);
});

test("whoever replaces is not asked to do so twice", async () => {
  const { supervisor, workers } = await serving(1);
  void supervisor.roll(patience);
  expect(await supervisor.roll(patience)).toBe(false);
  expect(workers).toHaveLength(2);
});

test("the end of all comes for those, too, who come and who leave", async () => {
  const { supervisor, worker } = await serving(2);
  void supervisor.roll(patience);
  worker(3).serve();
  worker(1).end();
  await Promise.resolve();
  await Promise.resolve();
  const stopped = supervisor.stop(1_000);
  for (const one of [2, 3, 4]) expect(worker(one).heard.at(-1)).toBe("stop");
  for (const one of [2, 3, 4]) worker(one).end();
  expect(await stopped).toBe(true);
});
