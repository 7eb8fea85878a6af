import { join } from "node:path";
import { loadPepper } from "./pepper.ts";

/** Name of the database file in the data folder. */
export const databaseName = "parley.db";

export interface DataFolder {
  /** Path of the database file, which need not exist yet. */
  readonly database: string;
  readonly pepper: Buffer;
}

/** Opens the data folder, and makes it and its secret on first use. See `loadPepper` for what can go wrong. */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  return { database: join(folder, databaseName), pepper: await loadPepper(folder) };
}
