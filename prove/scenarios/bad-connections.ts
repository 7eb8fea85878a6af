/** Scenario 7: the way to the upstream is delayed, stalls, closes one side, or breaks. */
import { crowd } from "../clients/crowd.ts";
import { createQuestions } from "../clients/questions.ts";
import { startProxy } from "../proxy/start-proxy.ts";
import { createRig } from "./rig.ts";
import type { Outcome, World } from "./scenario.ts";
import { tellCounts, unexpectedEnds } from "./tell.ts";

const clients = 24;
const calls = { short: 400, full: 6_000 } as const;

/** Far below the scenario's length, and far above the proxy's delays. */
const timeouts = "{ connect: 2s, firstByte: 2s, idle: 1500ms, total: 20s }";

export async function runBadConnections(world: World): Promise<Outcome> {
  let stopProxy: () => Promise<void> = () => Promise.resolve();
  const rig = await createRig(world, "proxy", {
    async between(port) {
      const proxy = await startProxy(port, world.random.below(2 ** 31), world.cleanup);
      stopProxy = proxy.stop;
      return { port: proxy.port, timeouts };
    },
  });
  const server = await rig.start();
  const nextQuestion = createQuestions("proxy", world.random, {
    models: ["asked", "bounded"],
    streams: 75,
    tokens: { from: 1, to: 40 },
    pauseMs: { from: 0, to: 8 },
    leave: 15,
  });
  let left = calls[world.size];
  await crowd(clients, () => (left-- > 0 ? nextQuestion() : undefined), rig.ask);
  await rig.settled();
  // Whatever still hangs in the proxy ends with it, so that the upstream's books can be closed.
  await stopProxy();
  // Attempts that fail while the server lives are estimates, wherever they went.
  const { clients: records, ledger, violations } = await rig.judge({ exact: [] });
  const found = [...violations, ...unexpectedEnds(server)];
  await server.stop();
  return { counted: tellCounts(records, ledger), violations: found };
}
