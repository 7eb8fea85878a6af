import type { Scene } from "../scene.ts";
import * as asked from "./tool-deed-asks.ts";
import { made, type Maker, type Plan } from "./tool-skills.ts";

/** Tools that do something: book, send, set, cancel. What is done must be said with the user's own values. */

/** Most tools say only that it is done; some give a number for it. */
function outcome({ dice, words }: Scene, done: string, said: string): Pick<Plan, "result" | "said"> {
  const yes = dice.pick(["yes", "yes", "ok", "done", true]);
  const name = yes === "yes" || yes === true ? done : dice.pick(["status", "result"]);
  if (dice.chance(0.75)) return { result: { [name]: yes }, said: `${said}.` };
  const [key, shown] = dice.pick([
    ["reference", "the reference"],
    ["number", "the number"],
    ["id", "the id"],
    ["code", "the code"],
  ] as const);
  const code = words.code();
  return { result: { [name]: yes, [key]: code }, said: `${said}, ${shown} is ${code}.` };
}

const ofMeeting = "person who with name attendee";

export const deeds: readonly Maker[] = [
  (scene) => {
    const { words } = scene;
    const [v, d, h] = [words.name(), words.day(), words.clock()];
    return made(scene, {
      kind: "book meeting",
      names: "book_meeting add_event schedule create_appointment plan_meeting add_to_calendar new_meeting",
      descriptions: [
        "Books a meeting",
        "Puts a meeting into the calendar",
        "Adds an appointment",
        "Plans a meeting with somebody",
        "Makes an appointment with a person",
      ],
      parameters: [
        [ofMeeting, v],
        ["day date on", d],
        ["time hour at", h],
      ],
      asked: asked.meetingAsked,
      slots: { v, d, h },
      ...outcome(scene, "booked", `The meeting with ${v} on ${d} at ${h} is booked`),
    });
  },
  (scene) => {
    const { words } = scene;
    const [v, d, h] = [words.name(), words.day(), words.clock()];
    return made(scene, {
      kind: "move meeting",
      names: "move_meeting reschedule change_appointment shift_meeting",
      descriptions: [
        "Moves a meeting to another time",
        "Reschedules an appointment",
        "Changes when a meeting is",
      ],
      parameters: [
        [ofMeeting, v],
        ["day date new_day", d],
        ["time hour new_time", h],
      ],
      asked: asked.moveAsked,
      slots: { v, d, h },
      ...outcome(scene, "moved", `The meeting with ${v} is moved to ${d} at ${h}`),
    });
  },
  (scene) => {
    const { dice, words } = scene;
    const [n, d, h] = [dice.between(2, 12), words.day(), words.clock()];
    return made(scene, {
      kind: "book table",
      names: "book_table reserve_table table_booking restaurant reserve",
      descriptions: ["Books a table in a restaurant", "Reserves a table", "Table reservation"],
      parameters: [
        ["people persons guests seats", n],
        ["day date", d],
        ["time hour", h],
      ],
      asked: asked.tableAsked,
      slots: { n: String(n), d, h },
      ...outcome(scene, "booked", `The table for ${n} on ${d} at ${h} is booked`),
    });
  },
  (scene) => {
    const { dice, words } = scene;
    const v = words.name();
    const x = dice.pick([
      () => `the ${words.noun()} is ${words.adjective()}`,
      () => `I ${words.verb()} the ${words.noun()}`,
      () => `the ${words.noun()} comes on ${words.day()}`,
      () => `we meet at ${words.clock()}`,
      () => `the ${words.product()} is ready`,
    ])();
    return made(scene, {
      kind: "send message",
      names: "send_message send_text message sms notify write_message text_person",
      descriptions: [
        "Sends a message to a person",
        "Writes a text message",
        "Sends somebody a short message",
        "Tells a person something by message",
      ],
      parameters: [
        ["person to recipient name", v],
        ["text message content body", x],
      ],
      asked: asked.messageAsked,
      slots: { v, x },
      ...outcome(scene, "sent", `The message to ${v} is sent`),
    });
  },
  (scene) => {
    const h = scene.words.clock();
    return made(scene, {
      kind: "alarm",
      names: "set_alarm alarm wake_up new_alarm alarm_clock",
      descriptions: ["Sets an alarm", "Alarm clock", "Wakes somebody at a time", "Makes an alarm for a time"],
      parameters: [["time hour at", h]],
      asked: asked.alarmAsked,
      slots: { h },
      ...outcome(scene, "set", `The alarm at ${h} is set`),
    });
  },
  (scene) => {
    const n = Number(scene.words.number(2, 90));
    return made(scene, {
      kind: "timer",
      names: "set_timer timer countdown start_timer",
      descriptions: ["Starts a timer", "Counts down minutes", "Sets a timer for some minutes"],
      parameters: [["minutes duration length", n]],
      asked: asked.timerAsked,
      slots: { n: String(n) },
      ...outcome(scene, "set", `The timer for ${n} minutes is set`),
    });
  },
  (scene) => {
    const { words } = scene;
    const [x, d] = [words.topic(), words.day()];
    return made(scene, {
      kind: "reminder",
      names: "set_reminder remind add_reminder reminder new_reminder",
      descriptions: ["Sets a reminder", "Reminds somebody of a thing on a day", "Adds a reminder"],
      parameters: [
        ["text thing about what", x],
        ["day date when", d],
      ],
      asked: asked.reminderAsked,
      slots: { x, d },
      ...outcome(scene, "set", `The reminder of ${x} on ${d} is set`),
    });
  },
  (scene) => {
    const { dice, words } = scene;
    const v = dice.chance(0.5)
      ? dice.pick(["kitchen", "bedroom", "bathroom", "office", "hall", "cellar", "living room"])
      : words.noun();
    const n = dice.between(14, 27);
    return made(scene, {
      kind: "heating",
      names: "set_temperature heating thermostat set_heating",
      descriptions: [
        "Sets the temperature of a room",
        "Controls the heating",
        "Heats a room to some degrees",
      ],
      parameters: [
        ["room place where", v],
        ["degrees temperature", n],
      ],
      asked: asked.heatAsked,
      slots: { v, n: String(n) },
      ...outcome(scene, "set", `The ${v} is set to ${n} degrees`),
    });
  },
  (scene) => {
    const { dice, words } = scene;
    const v = dice.chance(0.5)
      ? dice.pick(["kitchen", "bedroom", "bathroom", "office", "hall", "cellar", "living room"])
      : words.noun();
    const s = dice.pick(["on", "off"]);
    return made(scene, {
      kind: "light",
      names: "switch_light light set_light lights",
      descriptions: ["Turns a light on or off", "Switches the light of a room", "Controls the lamps"],
      parameters: [
        ["room place where", v],
        ["state switch to", s],
      ],
      asked: asked.lightAsked,
      slots: { v, s },
      ...outcome(scene, "done", `The light in the ${v} is ${s}`),
    });
  },
  (scene) => {
    const { dice, words } = scene;
    const t = dice.pick([
      "booking",
      "reservation",
      "order",
      "appointment",
      "subscription",
      "ticket",
      "flight",
      words.noun(),
    ]);
    const v = words.order();
    return made(scene, {
      kind: `cancel ${t}`,
      names: `cancel_${t} cancel delete_${t} cancel_by_number drop_${t}`,
      descriptions: [`Cancels a ${t}`, `Calls off a ${t}`, `Cancels a ${t} by its number`, `Deletes a ${t}`],
      parameters: [[`${t} ${t}_id number id ${t}_number`, v]],
      asked: asked.cancelAsked,
      slots: { t, v },
      ...outcome(scene, "cancelled", `The ${t} ${v} is cancelled`),
    });
  },
  (scene) => {
    const { dice, words } = scene;
    const v = dice.chance(0.5) ? words.noun() : words.food();
    return made(scene, {
      kind: "list",
      names: "add_to_list shopping_list add_item list_add",
      descriptions: [
        "Adds something to the shopping list",
        "Puts an item on the list",
        "Writes down what must be bought",
      ],
      parameters: [["item thing text product", v]],
      asked: asked.listAsked,
      slots: { v },
      ...outcome(scene, "added", `The ${v} is on the list`),
    });
  },
  (scene) => {
    const { words } = scene;
    const [v, n] = [words.product(), Number(words.number(2, 60))];
    return made(scene, {
      kind: "purchase",
      names: "order_product buy place_order purchase new_order",
      descriptions: ["Orders a product", "Buys a number of pieces of a product", "Places an order"],
      parameters: [
        ["product item article", v],
        ["quantity amount count pieces", n],
      ],
      asked: asked.purchaseAsked,
      slots: { v, n: String(n) },
      ...outcome(scene, "ordered", `The order of ${n} of the ${v} is placed`),
    });
  },
  (scene) => {
    const { dice, words } = scene;
    const v = dice.chance(0.6) ? words.name() : words.fullName();
    return made(scene, {
      kind: "call",
      names: "call make_call dial start_call phone_call",
      descriptions: ["Calls a person", "Starts a phone call", "Rings somebody up"],
      parameters: [["person name who contact", v]],
      asked: asked.callAsked,
      slots: { v },
      ...outcome(scene, "started", `The call to ${v} is started`),
    });
  },
  (scene) => {
    const { words } = scene;
    const [v, w, h] = [words.town(), words.town(), words.clock()];
    return made(scene, {
      kind: "taxi",
      names: "book_taxi order_taxi taxi call_taxi book_ride",
      descriptions: ["Books a taxi", "Orders a ride from a place to another", "Sends a taxi"],
      parameters: [
        ["from start pick_up", v],
        ["to destination end", w],
        ["time hour at", h],
      ],
      asked: asked.taxiAsked,
      slots: { v, w, h },
      ...outcome(scene, "booked", `The taxi from ${v} to ${w} at ${h} is booked`),
    });
  },
  (scene) => {
    const { dice, words } = scene;
    const [v, d, n] = [words.town(), words.date(), dice.between(2, 14)];
    return made(scene, {
      kind: "hotel",
      names: "book_hotel book_room hotel reserve_room",
      descriptions: ["Books a hotel room", "Reserves a room in a city", "Hotel booking"],
      parameters: [
        ["city place town", v],
        ["from date arrival", d],
        ["nights length stay", n],
      ],
      asked: asked.hotelAsked,
      slots: { v, d, n: String(n) },
      ...outcome(scene, "booked", `The room in ${v} from ${d} for ${n} nights is booked`),
    });
  },
  (scene) => {
    const { words } = scene;
    const [v, w, d] = [words.town(), words.town(), words.date()];
    return made(scene, {
      kind: "flight",
      names: "book_flight flight new_flight reserve_flight",
      descriptions: ["Books a flight", "Reserves a seat in a plane", "Flight booking"],
      parameters: [
        ["from start origin", v],
        ["to destination end", w],
        ["date day on", d],
      ],
      asked: asked.flightAsked,
      slots: { v, w, d },
      ...outcome(scene, "booked", `The flight from ${v} to ${w} on ${d} is booked`),
    });
  },
  (scene) => {
    const { words } = scene;
    const [v, n] = [words.name(), Number(words.number(2, 900))];
    return made(scene, {
      kind: "pay",
      names: "send_money pay transfer_money payment transfer",
      descriptions: ["Sends money to a person", "Pays somebody", "Transfers an amount"],
      parameters: [
        ["person to recipient name", v],
        ["amount sum money", n],
      ],
      asked: asked.payAsked,
      slots: { v, n: String(n) },
      ...outcome(scene, "sent", `The payment of ${n} to ${v} is sent`),
    });
  },
  (scene) => {
    const { words } = scene;
    const word = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
    const v = `${word(words.adjective())} ${word(words.noun())}`;
    return made(scene, {
      kind: "play",
      names: "play_song play music start_music",
      descriptions: ["Plays a song", "Starts music", "Plays a piece of music"],
      parameters: [["song title name track", v]],
      asked: asked.playAsked,
      slots: { v },
      ...outcome(scene, "playing", `The song ${v} is playing`),
    });
  },
  (scene) => {
    const { dice, words } = scene;
    const v = `${words.noun()}.${dice.pick(["txt", "pdf", "doc", "csv", "png", "zip"])}`;
    return made(scene, {
      kind: "delete file",
      names: "delete_file remove_file erase_file file_delete",
      descriptions: ["Deletes a file", "Removes a file", "Throws a file away"],
      parameters: [["file name path file_name", v]],
      asked: asked.fileAsked,
      slots: { v },
      ...outcome(scene, "deleted", `The file ${v} is deleted`),
    });
  },
  doAnything,
  doAnything,
  doAnything,
  doAnything,
];

/** Any deed at all, with any thing. */
function doAnything(scene: Scene): ReturnType<Maker> {
  const { dice, words } = scene;
  const [verb, t] = [words.verb(), words.noun()];
  const v = dice.pick([words.name, words.code, words.noun, words.invented, words.town])();
  return made(scene, {
    kind: `${verb} ${t}`,
    names: `${verb}_${t} ${verb} do_${verb} ${words.identifier()} ${words.identifier()}`,
    descriptions: [
      `To ${verb} a ${t}`,
      `Lets a machine ${verb} a ${t}`,
      `Can ${verb} a ${t}`,
      `Use this to ${verb} a ${t}`,
      `Call it to ${verb} the ${t}`,
    ],
    parameters: [[`${t} ${t}_name ${t}_id name id`, v]],
    asked: asked.doneAsked,
    slots: { verb, t, v },
    ...outcome(scene, "done", `It is done: ${verb} the ${t} ${v}`),
  });
}
