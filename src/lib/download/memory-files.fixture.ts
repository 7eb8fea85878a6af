import type { DownloadFile, DownloadFiles } from "./files.ts";

/** Files in memory, with a disk that can be small or fail. */
export class MemoryFiles implements DownloadFiles {
  readonly files = new Map<string, Buffer>();
  free = Number.MAX_SAFE_INTEGER;
  /** Called before each write; what it throws is the disk's failure. */
  beforeWrite: (path: string, end: number) => void = () => undefined;
  /** Files that are open. */
  opened = 0;

  open(path: string): Promise<DownloadFile> {
    const { files } = this;
    if (!files.has(path)) files.set(path, Buffer.alloc(0));
    this.opened += 1;
    // As with an inode, a file that is renamed while it is open stays the same one.
    let name = path;
    const content = (): Buffer => {
      if (!files.has(name)) for (const [other, from] of this.renamed) if (from === name) name = other;
      return files.get(name) ?? Buffer.alloc(0);
    };
    return Promise.resolve({
      write: async (position, bytes) => {
        this.beforeWrite(name, position + bytes.length);
        const before = content();
        const after = Buffer.alloc(Math.max(before.length, position + bytes.length));
        before.copy(after);
        after.set(bytes, position);
        files.set(name, after);
      },
      read: async (position, length) => content().subarray(position, position + length),
      size: async () => content().length,
      truncate: async (length) => void files.set(name, content().subarray(0, length)),
      sync: () => Promise.resolve(),
      close: async () => void (this.opened -= 1),
    });
  }

  readonly renamed = new Map<string, string>();

  rename(from: string, to: string): Promise<void> {
    const content = this.files.get(from);
    if (content === undefined) return Promise.reject(Object.assign(new Error("ENOENT"), { code: "ENOENT" }));
    this.files.set(to, content);
    this.files.delete(from);
    this.renamed.set(to, from);
    return Promise.resolve();
  }

  remove(path: string): Promise<void> {
    this.files.delete(path);
    return Promise.resolve();
  }

  readText(path: string): Promise<string | undefined> {
    return Promise.resolve(this.files.get(path)?.toString("utf8"));
  }

  freeBytes(): Promise<number> {
    return Promise.resolve(this.free);
  }
}
