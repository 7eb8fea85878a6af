import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { expect, test, vi } from "vitest";
import type { ToWorker } from "./messages.ts";
import { MetricsRounds } from "./metrics-rounds.ts";
import { type MetricsPart, metricsPart, sumMetrics } from "./sum-metrics.ts";
import type { WorkerProcess } from "./worker-process.ts";

/** What a worker has that has counted some calls. */
async function counted(calls: number): Promise<MetricsPart> {
  const registry = new Registry();
  const registers = [registry];
  const name = (what: string) => ({ name: what, help: what, registers });
  new Counter({ ...name("calls"), labelNames: ["model"] }).labels("tiny").inc(calls);
  new Histogram({ ...name("seconds"), buckets: [1, 5] }).observe(calls);
  new Gauge(name("open")).set(calls);
  return metricsPart(registry);
}

class FakeWorker implements WorkerProcess {
  readonly pid = 1;
  readonly heard: ToWorker[] = [];

  send(message: ToWorker): void {
    this.heard.push(message);
  }

  kill(): void {
    throw new Error("nobody is to be killed");
  }

  /** The round that it was asked in last. */
  get round(): number {
    const message = this.heard.at(-1);
    if (message?.say !== "give_metrics") throw new Error("it was not asked");
    return message.round;
  }

  /** Lines of all metrics, as it was told them for a wish. */
  async told(wish: number): Promise<readonly string[]> {
    const message = await vi.waitFor(() => {
      const found = this.heard.find((each) => each.say === "all_metrics" && each.wish === wish);
      if (found?.say !== "all_metrics") throw new Error("it was told nothing");
      return found;
    });
    const text = await (await sumMetrics(message.parts)).metrics();
    return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  }
}

function metricsOf(workers: Set<FakeWorker>) {
  let finish: () => void = () => undefined;
  const rounds = new MetricsRounds({
    serving: () => [...workers],
    later(_ms, what) {
      finish = what;
      return () => undefined;
    },
  });
  return { rounds, timeIsUp: () => finish() };
}

test("the sum over all workers goes to whoever asked", async () => {
  const [one, other] = [new FakeWorker(), new FakeWorker()];
  const { rounds } = metricsOf(new Set([one, other]));
  rounds.heard(one, { say: "want_metrics", wish: 7 });
  rounds.heard(one, { say: "metrics", round: one.round, part: await counted(2) });
  expect(one.heard).toHaveLength(1);
  rounds.heard(other, { say: "metrics", round: other.round, part: await counted(3) });
  expect(await one.told(7)).toEqual([
    'calls{model="tiny"} 5',
    'seconds_bucket{le="1"} 0',
    'seconds_bucket{le="5"} 2',
    'seconds_bucket{le="+Inf"} 2',
    "seconds_sum 5",
    "seconds_count 2",
    "open 5",
  ]);
  expect(other.heard).toHaveLength(1);
});

test("what the dead have counted stays in the sum; what they held does not", async () => {
  const [one, other, third] = [new FakeWorker(), new FakeWorker(), new FakeWorker()];
  const workers = new Set([one, other]);
  const { rounds } = metricsOf(workers);
  rounds.heard(one, { say: "want_metrics", wish: 1 });
  rounds.heard(one, { say: "metrics", round: one.round, part: await counted(2) });
  rounds.heard(other, { say: "metrics", round: other.round, part: await counted(3) });
  for (const dead of [one, other]) {
    workers.delete(dead);
    rounds.lost(dead);
  }
  workers.add(third);
  rounds.heard(third, { say: "want_metrics", wish: 1 });
  rounds.heard(third, { say: "metrics", round: third.round, part: await counted(10) });
  expect(await third.told(1)).toEqual(
    expect.arrayContaining(['calls{model="tiny"} 15', "seconds_count 3", "open 10"]),
  );
});

test("a worker that dies while it is asked holds nobody up, nor does one that is busy", async () => {
  const [one, dying, busy] = [new FakeWorker(), new FakeWorker(), new FakeWorker()];
  const { rounds, timeIsUp } = metricsOf(new Set([one, dying, busy]));
  rounds.heard(one, { say: "want_metrics", wish: 1 });
  rounds.heard(one, { say: "metrics", round: one.round, part: await counted(2) });
  rounds.lost(dying);
  await Promise.resolve();
  expect(one.heard).toHaveLength(1);
  timeIsUp();
  expect(await one.told(1)).toContain('calls{model="tiny"} 2');
});
