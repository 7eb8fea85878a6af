import { defaultProject } from "../../admin/projects.ts";
import { buildHouse } from "../../server/build.ts";
import { openDataFolder } from "../../server/data-folder.ts";
import type { Settings } from "../../server/settings/settings.ts";
import type { ChatOptions } from "./command.ts";
import { Talk } from "./talk.ts";

export interface OpenTalk {
  readonly talk: Talk;
  close(): Promise<void>;
}

/** Opens the engine in this process, on the data folder that a server may be using at the same time. */
export async function openTalk(settings: Settings, options: ChatOptions): Promise<OpenTalk> {
  const house = await buildHouse(settings, {
    ...(await openDataFolder(settings.data, settings)),
    observer: { attemptEnded: () => undefined, callEnded: () => undefined, shadowExceeded: () => undefined },
    // What the books of other processes need is for the server's log; here it would be in the way.
    warn: () => undefined,
  });
  try {
    const { id } = await defaultProject(house.keys);
    const talk = new Talk(house, {
      projectId: id,
      model: options.model ?? settings.defaultModel,
      ...(options.system !== undefined && { system: options.system }),
    });
    if (options.session !== undefined) await talk.resume(options.session);
    return { talk, close: () => house.close() };
  } catch (error) {
    await house.close();
    throw error;
  }
}
