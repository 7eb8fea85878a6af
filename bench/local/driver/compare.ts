import {
  type Both,
  type LocalResult,
  type LocalSubject,
  localSubjects,
  type Stint,
  type StreamsWork,
  type TalkWork,
  type Turn,
} from "../job.ts";
import { instruction, question } from "../question.ts";
import type { Side } from "./side.ts";

/** Does a side's work and measures it. */
export type Observe = (subject: LocalSubject, work: () => Promise<number>) => Promise<Stint>;

export interface Patience {
  /** Whether neighbours took part in it. */
  disturbed(stint: Stint): boolean;
  /** Disturbed pairs are made again as long as this is true. */
  goesOn(): boolean;
}

type Found = Omit<LocalResult, "memoryBytes">;

/**
 * Both sides answer the same number of questions, a second or so each, and swap who begins: what slows the machine
 * for a while slows both. Pairs in which neighbours took part are made again and then left out, chosen by the
 * neighbours' CPU and never by the figures; when there are too few others, they stay.
 */
export async function compareStreams(
  sides: Both<Side>,
  { streams, tokens }: StreamsWork,
  wanted: number,
  observe: Observe,
  patience: Patience,
): Promise<Found> {
  const pairs: Both<Stint>[] = [];
  const isQuiet = (pair: Both<Stint>) => !Object.values(pair).some(patience.disturbed);
  const enough = () =>
    pairs.length >= wanted && (pairs.filter(isQuiet).length >= wanted || !patience.goesOn());
  for (let index = 0; !enough(); index++) {
    const questions = Array.from({ length: streams }, (_, place) => question(`pair ${index}`, place));
    const stint = (subject: LocalSubject) =>
      observe(subject, async () => {
        await sides[subject].answer(questions, tokens);
        return streams * tokens;
      });
    pairs.push(await inTurn(index, stint));
  }
  const quiet = pairs.filter(isQuiet);
  return { pairs: quiet.length * 2 >= wanted ? quiet : pairs, talks: [] };
}

/** Both sides hold the same conversations, question by question. */
export async function compareTalks(
  sides: Both<Side>,
  { turns, tokens }: TalkWork,
  wanted: number,
): Promise<Found> {
  const talks: Both<readonly Turn[]>[] = [];
  for (let talk = 0; talk < wanted; talk++) {
    const label = `talk ${talk}`;
    const seen: Both<Turn[]> = { direct: [], parley: [] };
    const asking = {
      direct: sides.direct.talk(instruction(label)),
      parley: sides.parley.talk(instruction(label)),
    };
    for (let index = 0; index < turns; index++) {
      await inTurn(index, async (subject) =>
        seen[subject].push(await asking[subject](question(label, index), tokens)),
      );
    }
    talks.push(seen);
  }
  return { pairs: [], talks };
}

async function inTurn<Done>(
  index: number,
  run: (subject: LocalSubject) => Promise<Done>,
): Promise<Both<Done>> {
  const order = index % 2 === 0 ? localSubjects : localSubjects.toReversed();
  const done: Partial<Record<LocalSubject, Done>> = {};
  for (const subject of order) done[subject] = await run(subject);
  return done as Both<Done>;
}
