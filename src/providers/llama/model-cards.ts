import { ParleyError } from "../../spec/errors.ts";
import type { ProviderModel } from "../../spec/provider.ts";
import type { ModelFile } from "./model-folder.ts";
import { type PlanOptions, planModel } from "./model-plan.ts";

interface Card {
  readonly file: ModelFile;
  readonly contextTokens?: number;
}

/** What is told of each model file. Its header is read in the background, once, when somebody asks for the list. */
export class ModelCards {
  readonly #cards = new Map<string, Card>();
  readonly #reading = new Map<string, Promise<void>>();
  readonly #planFor: (id: string) => PlanOptions;

  constructor(planFor: (id: string) => PlanOptions) {
    this.#planFor = planFor;
  }

  of(file: ModelFile): ProviderModel {
    const card = this.#known(file);
    if (card === undefined) void this.#read(file);
    return {
      id: file.id,
      created: Math.floor(file.changedAt / 1_000),
      ownedBy: "local",
      ...(card?.contextTokens !== undefined && { contextTokens: card.contextTokens }),
    };
  }

  /** Resolves when all of them have been read. */
  async read(files: readonly ModelFile[]): Promise<void> {
    await Promise.all(files.map((file) => (this.#known(file) === undefined ? this.#read(file) : undefined)));
  }

  #known(file: ModelFile): Card | undefined {
    const card = this.#cards.get(file.id);
    return card?.file.bytes === file.bytes && card.file.changedAt === file.changedAt ? card : undefined;
  }

  #read(file: ModelFile): Promise<void> {
    const reading =
      this.#reading.get(file.id) ?? this.#fill(file).finally(() => this.#reading.delete(file.id));
    this.#reading.set(file.id, reading);
    return reading;
  }

  async #fill(file: ModelFile): Promise<void> {
    const { readHeader } = await import("./read-header.ts");
    try {
      const { contextTokens } = planModel(await readHeader(file), file.bytes, this.#planFor(file.id));
      this.#cards.set(file.id, { file, contextTokens });
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      this.#cards.set(file.id, { file }); // whoever calls it hears what is wrong with it
    }
  }
}
