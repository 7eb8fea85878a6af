import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** How old the newest of them is, in milliseconds: whoever follows what is new is not told of them. */
const age = 3_600_000;

/** Milliseconds between two of them. */
const apart = 100;

/** The tallest status of a few, so that lists have some of each. */
const statuses = [200, 200, 200, 200, 429, 200, 200, 500, 200, 404] as const;

/**
 * Writes calls into a server's database as though they had been made, `count` of them, the newest an hour ago: what a
 * list has to bear cannot be asked for one by one.
 */
export function seedRequests(data: string, count: number, { project = "proj_default" } = {}): void {
  const database = new DatabaseSync(join(data, "parley.db"), { timeout: 20_000 });
  try {
    const insert = database.prepare(
      `INSERT INTO requests (id, at, written_at, project_id, key_id, endpoint, method, status, outcome, streamed, asked,
       provider, model, error_code, waited_ms, first_ms, duration_ms, input_tokens, output_tokens, cost_micros, address,
       user_agent, settings_version, repeats)
       VALUES (?, ?, ?, ?, 'key_first', '/v1/chat/completions', 'POST', ?, ?, 0, 'seeded', 'rehearsal', 'rehearsal', ?, 0,
       20, ?, 100, 50, ?, '127.0.0.1', 'seed', NULL, 1)`,
    );
    const newest = Date.now() - age;
    database.exec("BEGIN");
    for (let place = 0; place < count; place++) {
      const at = newest - place * apart;
      const status = statuses[place % statuses.length] ?? 200;
      const id = `req_${at.toString(16).padStart(12, "0")}${String(count - place).padStart(20, "0")}`;
      const failed = status >= 400;
      insert.run(
        id,
        at,
        at,
        project,
        status,
        failed ? "failed" : "ended",
        failed ? "internal" : null,
        20 + (place % 3_000),
        place % 900,
      );
    }
    database.exec("COMMIT");
  } finally {
    database.close();
  }
}
