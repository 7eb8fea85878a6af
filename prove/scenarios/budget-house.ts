import type { Violation } from "../checker/violation.ts";
import type { ServerProcess } from "../parley/server-process.ts";
import type { Rig } from "./rig.ts";
import type { World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

/** Two worker processes on SQLite; two servers on PostgreSQL. */
export class BudgetHouse {
  #servers: ServerProcess[] = [];
  readonly #world: World;
  readonly #rig: Rig;

  constructor(world: World, rig: Rig) {
    this.#world = world;
    this.#rig = rig;
  }

  async open(): Promise<void> {
    if (this.#world.database.name === "sqlite") {
      this.#servers = [await this.#rig.start({ words: ["--workers", "2"] })];
      return;
    }
    this.#servers = [await this.#rig.start({ replica: 0 }), await this.#rig.start({ replica: 1 })];
  }

  async kill(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.kill()));
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.stop()));
  }

  unexpectedEnds(): readonly Violation[] {
    return unexpectedEnds(...this.#servers);
  }
}
