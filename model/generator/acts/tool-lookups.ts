import type { Tool } from "../conversation.ts";
import type { Scene } from "../scene.ts";
import { fieldAsked, nextAsked, thingAsked } from "./tool-asks.ts";
import { spelled, type Skill } from "./tool-skills.ts";

const split = (text: string): readonly string[] => text.trim().split(/\s*,\s*/);

/** What registers are really asked for; as often, field and thing are any nouns at all. */
const usualFields = split(
  `price, colour, size, weight, status, owner, address, phone number, email, age, birthday, city, country, due date, unit price, height, width, length, type, brand, model, supplier, quantity, balance, salary, department, manager, location, shelf, floor, room, seat, gate, platform, distance, duration, deadline, start date, end date, title, author, language, category, rating, score, rank, capacity, speed, temperature, material, origin, discount, delivery date, serial number, licence plate, account number, postcode, street, nickname, job, hobby, contact, version, password hint, opening day, warranty, tracking number, currency, amount, teacher, coach, driver, doctor, captain, member count, year, stock, flavour, shape, position, level, grade`,
);
const usualThings = split(
  `customer, product, order, invoice, employee, book, car, flight, train, room, hotel, city, country, company, project, ticket, user, account, student, course, film, song, recipe, patient, device, server, file, package, shop, restaurant, supplier, article, item, machine, team, player, building, station, contract, member, branch, street, bus, ship, plant, animal, event, game, school, office, warehouse, vehicle, client, case, task, document, parcel, contact, visitor, guest, pet, artist, album, museum`,
);

const field = ({ dice, words }: Scene): string => (dice.chance(0.55) ? words.noun() : dice.pick(usualFields));
const thing = ({ dice, words }: Scene): string => (dice.chance(0.55) ? words.noun() : dice.pick(usualThings));
const key = (text: string): string => text.replaceAll(" ", "_");
const an = (text: string): string => `${/^[aeiou]/.test(text) ? "an" : "a"} ${text}`;
const many = (text: string): string =>
  /(s|x|ch|sh)$/.test(text) ? `${text}es` : /[^aeou]y$/.test(text) ? `${text.slice(0, -1)}ies` : `${text}s`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

function fieldDescription({ dice }: Scene, wanted: string, owner: string): string {
  const [f, t, a] = [wanted, owner, an(owner)];
  const verb = dice.pick(
    split(
      "Finds, Gives, Returns, Looks up, Gets, Fetches, Reads, Retrieves, Tells, Shows, Provides, Searches for, Delivers, Finds out, Queries, Reports, Determines, Displays, Outputs, Get, Find, Look up, Return, Fetch",
    ),
  );
  return dice.pick([
    `${verb} the ${f} of ${a}`,
    `${verb} the ${f} of ${a}`,
    `${verb} the ${f} for ${a}`,
    `${verb} the ${f} of the ${t}`,
    `${verb} the ${f} of a given ${t}`,
    `${verb} the ${t}'s ${f}`,
    `The ${f} of ${a}`,
    `${capital(t)} ${f}`,
    `${capital(f)} of ${a}`,
    `${capital(f)} by ${t}`,
    `Use this to find the ${f} of ${a}`,
    `Which ${f} ${a} has`,
    `Takes ${a} and gives its ${f}`,
    `Looks up ${many(t)} and returns their ${f}`,
    `Lookup of the ${f} that belongs to ${a}`,
    `${verb} the ${f} of ${a} by its name`,
    `${verb} the ${f} of ${a} from the database`,
  ]);
}

function thingDescription({ dice }: Scene, owner: string): string {
  const a = an(owner);
  return dice.pick([
    `Looks up ${a}`,
    `Details of ${a}`,
    `Finds ${a}`,
    `Returns what is known about ${a}`,
    `Everything about ${a}`,
    `Gets the data of ${a}`,
    `Information about ${a}`,
    `Searches the ${many(owner)}`,
    `Reads the record of ${a}`,
    `${capital(owner)} details`,
    `Shows the entry of ${a}`,
  ]);
}

/** Some names say what the tool does, others nothing: then its description decides. */
function toolName({ dice, words }: Scene, wanted: string, owner: string): string {
  if (dice.chance(0.45)) return words.identifier();
  const [f, t] = [key(wanted), key(owner)];
  return spelled(
    dice.pick([
      `get_${f}`,
      `${t}_${f}`,
      `find_${f}`,
      `get_${t}_${f}`,
      `${f}_of_${t}`,
      `lookup_${t}_${f}`,
      `fetch_${f}`,
      `${t}_lookup`,
      `query_${t}`,
      `${f}_for_${t}`,
      f,
    ]),
    dice.between(0, 6),
  );
}

function parameterName({ dice }: Scene, owner: string): string {
  const t = key(owner);
  return dice.chance(0.6)
    ? t
    : dice.pick([
        `${t}_name`,
        `${t}_id`,
        `${t}_number`,
        "name",
        "id",
        "key",
        "number",
        "query",
        "value",
        `which_${t}`,
      ]);
}

function value({ dice, words }: Scene): string {
  return dice.pick([
    words.name,
    words.name,
    words.code,
    words.code,
    words.noun,
    words.town,
    words.invented,
    words.fullName,
    words.firm,
    words.order,
    () => words.number(2, 9999),
  ])();
}

function result({ dice, words }: Scene): string | number {
  return dice.pick<() => string | number>([
    words.noun,
    words.noun,
    words.invented,
    words.invented,
    words.code,
    words.name,
    words.name,
    words.fullName,
    words.colour,
    words.town,
    words.product,
    words.job,
    words.day,
    words.date,
    words.clock,
    words.firm,
    () => Number(words.number(1, 9999)),
    () => Number(words.number(1, 99)),
  ])();
}

function different(scene: Scene, make: (scene: Scene) => string, ...taken: readonly string[]): string {
  for (let tries = 0; tries < 100; tries++) {
    const text = make(scene);
    if (!taken.includes(text)) return text;
  }
  throw new TypeError("no other word was found");
}

/** Any lookup at all: its name, its parameter and what comes back are new each time. */
export function lookUp(scene: Scene): Skill & { readonly neighbours: readonly Tool[] } {
  const { dice } = scene;
  const owner = thing(scene);
  const first = different(scene, field, owner);
  const second = different(scene, field, owner, first);
  const third = different(scene, field, owner, first, second);
  const fields = [first, second, third].slice(0, dice.pick([1, 1, 1, 1, 1, 1, 2, 2, 3]));
  const whole = dice.chance(fields.length > 1 ? 0.4 : 0.08);
  const wanted = listed(fields);
  const parameter = parameterName(scene, owner);
  const tool = {
    name: toolName(scene, first, owner),
    description: whole ? thingDescription(scene, owner) : fieldDescription(scene, wanted, owner),
    parameters: [parameter],
  };
  // Who is offered several fields asks for one of them, or for all.
  const asked = whole && dice.chance(0.6) ? thingAsked : fieldAsked;
  const name = dice.chance(0.35) ? dice.pick(fields) : wanted;
  const skill = (v: string, text: string): Skill => {
    const found = fields.map((one) => [one, result(scene)] as const);
    const echo = dice.chance(0.15) ? [[parameter, v] as const] : [];
    const rest = found.slice(1).map(([one, what]) => `the ${one} is ${what}`);
    return {
      kind: `look up ${owner} ${wanted}`,
      tool,
      asked: text,
      slots: { f: name, t: owner, v },
      values: [v],
      result: Object.fromEntries([
        ...echo.filter(([one]) => !fields.some((known) => key(known) === one)),
        ...found.map(([one, what]) => [key(one), what] as const),
      ]),
      said: `${listed([`The ${first} of ${owner} ${v} is ${found[0]?.[1] ?? ""}`, ...rest])}.`,
    };
  };
  return {
    ...skill(value(scene), asked),
    neighbours: neighboursOf(scene, { owner, fields, parameter }),
    again: () => skill(value(scene), nextAsked),
  };
}

interface Subject {
  readonly owner: string;
  readonly fields: readonly string[];
  readonly parameter: string;
}

/** Tools that one might take for the right one: another field of the thing, or the field of another thing. */
function neighboursOf(scene: Scene, { owner, fields, parameter }: Subject): readonly Tool[] {
  const { dice } = scene;
  const [first = ""] = fields;
  const wanted = listed(fields);
  const others = [
    () => {
      const other = different(scene, field, owner, ...fields);
      return {
        name: toolName(scene, other, owner),
        description: fieldDescription(scene, other, owner),
        parameters: [parameter],
      };
    },
    () => {
      const other = different(scene, thing, owner, ...fields);
      return {
        name: toolName(scene, first, other),
        description: fieldDescription(scene, wanted, other),
        parameters: [parameterName(scene, other)],
      };
    },
    () => {
      const [name, description] = dice.pick([
        ["delete", `Deletes ${an(owner)}`],
        ["create", `Makes a new ${owner}`],
        ["rename", `Renames ${an(owner)}`],
        ["count", `Counts the ${many(owner)}`],
        ["add", `Adds ${an(owner)}`],
        ["send", `Sends ${an(owner)}`],
        ["change", `Changes the ${first} of ${an(owner)}`],
        ["sort", `Sorts the ${many(owner)}`],
      ] as const);
      return {
        name: spelled(`${name}_${key(owner)}`, dice.between(0, 5)),
        description,
        parameters: [parameter],
      };
    },
  ];
  return dice.some(others, dice.pick([0, 1, 2, 2])).map((make) => make());
}
