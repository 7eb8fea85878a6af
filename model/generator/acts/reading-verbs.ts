/** `Ann sold the lamp`: a verb in the forms that sentences and questions need. */
export interface Verb {
  readonly base: string;
  readonly past: string;
  /** `was sold` */
  readonly part: string;
}

/** What may follow a deed: the town, the spot, the time, the tool … */
export type Extra =
  | "town"
  | "spot"
  | "time"
  | "sum"
  | "tool"
  | "taker"
  | "helped"
  | "giver"
  | "mate"
  | "reason";

/** What a deed is done to. */
export type Target = "thing" | "food" | "person" | "animal" | "house";

/** Verbs that say about the same, so that a question can use another one than the text. */
export interface Deed {
  readonly name: string;
  readonly verbs: readonly Verb[];
  readonly target: Target;
  readonly extras: readonly Extra[];
}

/** @param text `sell/sold offer`: regular forms are made; a low line stands for a space. */
function readVerb(text: string): Verb {
  const [base = "", given, part] = text.split("/").map((form) => form.replaceAll("_", " "));
  const past = given ?? regular(base);
  return { base, past, part: part ?? past };
}

function regular(base: string): string {
  if (base.endsWith("e")) return `${base}d`;
  return /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ied` : `${base}ed`;
}

const kinds: readonly (readonly [Target, readonly Extra[], string])[] = [
  [
    "thing",
    ["town", "spot", "time", "tool", "helped", "mate", "reason", "sum"],
    `repair fix mend restore
    paint colour
    wash clean scrub
    polish shine/shone
    decorate adorn
    build/built construct make/made
    design plan/planned draft
    break/broke/broken smash
    damage ruin spoil
    cut/cut/cut slice chop/chopped
    fold bend/bent
    test check inspect examine
    measure weigh
    copy duplicate
    assemble put_together/put_together/put_together
    draw/drew/drawn sketch
    film photograph
    wrap/wrapped pack/packed
    replace exchange swap/swapped
    carry transport haul
    lift raise
    burn/burnt/burnt
    open unlock
    close shut/shut/shut lock
    move shift
    describe explain
    cover`,
  ],
  [
    "thing",
    ["town", "time", "sum", "giver", "reason"],
    `buy/bought purchase acquire
    order
    rent hire
    borrow`,
  ],
  [
    "thing",
    ["town", "time", "sum", "taker", "reason"],
    `sell/sold
    rent_out/rented_out/rented_out let/let/let
    offer`,
  ],
  [
    "thing",
    ["town", "time", "taker", "reason", "spot"],
    `give/gave/given hand present
    lend/lent/lent
    send/sent/sent ship/shipped mail post
    bring/brought/brought deliver take/took/taken
    return give_back/gave_back/given_back
    show/showed/shown
    leave/left/left bequeath
    pass hand_over/handed_over
    promise`,
  ],
  [
    "thing",
    ["town", "spot", "time", "reason", "mate"],
    `lose/lost misplace
    find/found/found discover spot/spotted
    steal/stole/stolen take_away/took_away/taken_away
    hide/hid/hidden conceal bury
    store keep/kept put/put/put
    drop/dropped
    leave_behind/left_behind/left_behind forget/forgot/forgotten
    throw_away/threw_away/thrown_away
    collect gather pick_up/picked_up
    plant
    see/saw/seen notice
    catch/caught/caught
    hang_up/hung_up/hung_up
    use
    choose/chose/chosen pick select
    wear/wore/worn`,
  ],
  [
    "food",
    ["town", "time", "helped", "mate", "spot", "tool"],
    `cook prepare make/made
    eat/ate/eaten
    bake
    order
    serve
    taste try
    warm_up/warmed_up heat`,
  ],
  [
    "person",
    ["town", "time", "mate", "reason"],
    `visit see/saw/seen
    meet/met/met run_into/ran_into/run_into
    help assist support
    invite
    call phone ring/rang/rung
    thank
    teach/taught/taught train
    greet welcome
    interview question
    beat/beat/beaten defeat
    hire employ
    follow
    save rescue
    photograph
    surprise
    drive_home/drove_home/driven_home`,
  ],
  [
    "animal",
    ["town", "spot", "time", "mate", "reason"],
    `feed/fed/fed
    wash clean bathe
    walk take_for_a_walk/took_for_a_walk/taken_for_a_walk
    find/found/found
    rescue save
    train teach/taught/taught
    photograph film
    adopt take_in/took_in/taken_in
    look_after/looked_after take_care_of/took_care_of/taken_care_of mind
    chase`,
  ],
  ["animal", ["town", "time", "sum", "giver"], `buy/bought purchase acquire`],
  [
    "house",
    ["town", "time", "sum", "reason", "mate"],
    `open start
    close shut/shut/shut
    build/built/built construct put_up/put_up/put_up
    visit see/saw/seen
    buy/bought/bought purchase
    sell/sold/sold
    renovate restore repair
    paint
    clean sweep/swept/swept
    design plan/planned
    manage run/ran/run`,
  ],
];

export const deeds: readonly Deed[] = kinds.flatMap(([target, extras, text]) =>
  text.split("\n").map((row) => ({
    name: `${target}: ${row.trim()}`,
    verbs: row.trim().split(/\s+/).map(readVerb),
    target,
    extras,
  })),
);
