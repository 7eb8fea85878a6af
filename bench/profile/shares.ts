/** A function as V8's profiles name it. */
export interface Frame {
  readonly functionName: string;
  readonly url: string;
}

/** A node of a sampling heap profile. */
export interface HeapNode {
  readonly callFrame: Frame;
  readonly selfSize: number;
  readonly children: readonly HeapNode[];
}

/** A CPU profile, as far as it is used. */
export interface TimeProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: Frame; readonly children?: number[] }[];
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

/** Is not counted: the process waited, or was at work for the profile itself. */
const idle = "(idle)";
const profiler = "node:inspector";

/**
 * Bytes by who asked for them: the nearest function of Parley's own on the way, or else the outermost of those it came
 * through.
 */
export function sharesOfHeap(head: HeapNode): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  const visit = (node: HeapNode, owner: string | undefined): void => {
    const name = nameOf(node.callFrame) ?? owner ?? plainName(node.callFrame);
    shares.set(name, (shares.get(name) ?? 0) + node.selfSize);
    for (const child of node.children) visit(child, nameOf(node.callFrame) ?? owner);
  };
  visit(head, undefined);
  return shares;
}

/** The same of microseconds, without those in which the process waited. */
export function sharesOfTime({ nodes, samples, timeDeltas }: TimeProfile): ReadonlyMap<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const owners = new Map<number, string>();
  for (const { id, callFrame } of nodes) {
    let at: number | undefined = id;
    let owner: string | undefined;
    while (at !== undefined && owner === undefined) {
      const frame = byId.get(at)?.callFrame;
      owner = frame && nameOf(frame);
      at = parents.get(at);
    }
    owners.set(id, owner ?? plainName(callFrame));
  }
  const shares = new Map<string, number>();
  for (const [place, id] of samples.entries()) {
    const name = owners.get(id) ?? idle;
    if (name !== idle && !name.endsWith(profiler))
      shares.set(name, (shares.get(name) ?? 0) + (timeDeltas[place] ?? 0));
  }
  return shares;
}

/** `http/reply.ts send`; `undefined` for what is not Parley's. */
function nameOf({ url, functionName }: Frame): string | undefined {
  const path = /\/(?:src|dist)\/(?!.*node_modules)(.+)$/.exec(url)?.[1];
  if (path === undefined || url.includes("/node_modules/")) return undefined;
  return `${path} ${functionName === "" ? "(anonymous)" : functionName}`;
}

function plainName({ url, functionName }: Frame): string {
  const place = url.split("/node_modules/").at(-1) ?? url;
  return `${functionName === "" ? "(anonymous)" : functionName} ${place}`.trim();
}
